import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** A PDF of these objects; the first is the catalogue. Stream lengths are filled in. */
export function pdfOf(
  objects: readonly (string | { dictionary: string; stream: Buffer })[],
): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: number[] = [];
  let at = 9;
  const add = (bytes: Buffer): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    add(Buffer.from(`${index + 1} 0 obj\n`));
    if (typeof object === 'string') add(Buffer.from(object, 'latin1'));
    else {
      const { dictionary, stream } = object;
      add(Buffer.from(`<< ${dictionary} /Length ${stream.length} >>\nstream\n`, 'latin1'));
      add(stream);
      add(Buffer.from('\nendstream'));
    }
    add(Buffer.from('\nendobj\n'));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = at;
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`));
  add(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n`));
  add(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

const catalogue = '<< /Type /Catalog /Pages 2 0 R >>';
const onePage = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

function pageWith(resources: string): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << ${resources} >> >>`;
}

/**
 * Compressed data that unpacks to this many megabytes, packed `times` over. A block that ends with
 * a full flush can be repeated, so the bomb is built without ever holding its contents.
 */
function packed(megabytes: number, times: number, fill = ' '): { filters: string; stream: Buffer } {
  const block = deflateRawSync(Buffer.alloc(1024 ** 2, fill), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const blocks = Array.from({ length: megabytes }, () => block);
  let stream: Buffer = Buffer.concat([
    Buffer.from('789c', 'hex'),
    ...blocks,
    deflateRawSync(Buffer.alloc(0)),
  ]);
  for (let count = 1; count < times; count += 1) stream = deflateSync(stream, { level: 9 });
  return { filters: `/Filter [${'/FlateDecode '.repeat(times)}]`, stream };
}

/** PDFs that need more time or memory than available, each in a different way. */
export const pdfBombs: Readonly<Record<string, () => Buffer>> = {
  'a content stream of 2 GB': () => {
    const { filters, stream } = packed(2000, 2);
    return pdfOf([catalogue, onePage, pageWith(''), { dictionary: filters, stream }]);
  },
  'twenty content streams of 200 MB each': () => {
    const { filters, stream } = packed(200, 2);
    const contents = Array.from({ length: 20 }, (_, index) => `${index + 4} 0 R`).join(' ');
    const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [${contents}] >>`;
    const streams = Array.from({ length: 20 }, () => ({ dictionary: filters, stream }));
    return pdfOf([catalogue, onePage, page, ...streams]);
  },
  'two milliard pages': () =>
    pdfOf([catalogue, '<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>', pageWith('')]),
  'a page tree that holds itself': () =>
    pdfOf([catalogue, '<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 >>']),
  'forms that draw each other ten times, twelve deep': () => {
    const depth = 12;
    const form = (index: number) => ({
      dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F ${index + 6} 0 R >> >>`,
      stream: Buffer.from('/F Do '.repeat(10)),
    });
    const last = {
      dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 9 9]',
      stream: Buffer.from('BT ET'),
    };
    return pdfOf([
      catalogue,
      onePage,
      pageWith('/XObject << /F 5 0 R >>'),
      { dictionary: '', stream: Buffer.from('/F Do '.repeat(10)) },
      ...Array.from({ length: depth }, (_, index) => form(index)),
      last,
    ]);
  },
  'an object stream of 2 GB': () => {
    const { filters, stream } = packed(2000, 2, '0');
    return pdfOf([
      '<< /Type /Catalog /Pages 9 0 R >>',
      { dictionary: `/Type /ObjStm /N 100000000 /First 900000000 ${filters}`, stream },
    ]);
  },
  'a picture of a hundred thousand by a hundred thousand': () => {
    const { filters, stream } = packed(200, 2);
    return pdfOf([
      catalogue,
      onePage,
      pageWith('/XObject << /I 5 0 R >>'),
      { dictionary: '', stream: Buffer.from('/I Do') },
      {
        dictionary: `/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 ${filters}`,
        stream,
      },
    ]);
  },
  'brackets in brackets': () =>
    pdfOf([catalogue, onePage, `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`]),
};
