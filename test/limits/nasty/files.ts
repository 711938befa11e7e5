import { deflateSync } from 'node:zlib';
import type { Random } from '../../bench/library/random.ts';
import { pdf, png, pngHeader } from '../../main/attachments/samples.ts';
import { pdfOf } from '../../main/attachments/pdf-bombs.ts';
import { rawZip } from '../../main/transfer/raw-zip.ts';
import { nastyText } from './markdown.ts';

/** A file from a stranger. */
export interface NastyFile {
  /** How it was made, for failure messages. */
  readonly made: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** Changes some bytes, cuts off the end, or repeats a part, so that the result is nearly valid. */
export function damaged(random: Random, whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  if (bytes.length === 0) return bytes;
  switch (random.below(5)) {
    case 0:
      return bytes.subarray(0, random.below(bytes.length));
    case 1:
      for (let count = 0; count < 8; count += 1)
        bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    case 2: {
      const at = random.below(bytes.length);
      bytes.fill(random.pick([0, 0xff, 0x7f]), at, at + 4);
      return bytes;
    }
    case 3: {
      const at = random.below(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]);
    }
    default:
      return bytes;
  }
}

const sides = [0, 1, 300, 20_000, 65_535, 2 ** 31 - 1, 2 ** 32 - 1];

function le(...shorts: readonly number[]): Buffer {
  const bytes = Buffer.alloc(shorts.length * 2);
  for (const [at, value] of shorts.entries()) bytes.writeUInt16LE(value & 0xffff, at * 2);
  return bytes;
}

/** The header of a picture of some format with any dimensions, followed by some data. */
function pictureHead(random: Random): Buffer {
  const [width, height] = [random.pick(sides), random.pick(sides)];
  const rest = Buffer.alloc(random.pick([0, 10, 5000]), random.below(256));
  const heads: readonly (() => Buffer)[] = [
    () => pngHeader(width, height),
    () => Buffer.concat([Buffer.from('GIF89a'), le(width, height), Buffer.from([0xf0, 0, 0])]),
    () => {
      const bmp = Buffer.alloc(54);
      bmp.write('BM');
      bmp.writeUInt32LE(40, 14);
      bmp.writeUInt32LE(width, 18);
      bmp.writeUInt32LE(height, 22);
      return bmp;
    },
    () => {
      const frame = Buffer.from('ffc000110800000000030122000211010311010000', 'hex');
      frame.writeUInt16BE(height & 0xffff, 5);
      frame.writeUInt16BE(width & 0xffff, 7);
      // Segments before the frame, each with its length.
      const segment = Buffer.concat([Buffer.from('ffe1', 'hex'), le(random.below(65_536)), rest]);
      return Buffer.concat([Buffer.from('ffd8', 'hex'), segment, segment, frame]);
    },
    () => {
      const data = Buffer.alloc(30);
      data.write('RIFF\0\0\0\0WEBP');
      data.write(random.pick(['VP8X', 'VP8L', 'VP8 ', 'ICCP']), 12);
      data.writeUInt32LE(width, 24);
      return data;
    },
    () => {
      const boxes = ['ispe', 'meta', 'iprp', 'ipco', 'free'].flatMap((box) => {
        const bytes = Buffer.alloc(20);
        bytes.writeUInt32BE(random.pick([0, 1, 8, 20, 2 ** 32 - 1]));
        bytes.write(box, 4);
        bytes.writeUInt32BE(width, 12);
        return [bytes];
      });
      return Buffer.concat([Buffer.from('\0\0\0\x18ftypavif\0\0\0\0avifmif1'), ...boxes]);
    },
    () => {
      const tiff = Buffer.alloc(200);
      tiff.write('II*\0\x08\0\0\0', 'latin1');
      tiff.writeUInt16LE(random.pick([2, 9, 65_535]), 8);
      tiff.writeUInt16LE(256, 10);
      tiff.writeUInt32LE(width, 18);
      return tiff;
    },
  ];
  return Buffer.concat([random.pick(heads)(), rest]);
}

/** A picture: intact, damaged, or only a header. */
export function nastyPicture(random: Random): NastyFile {
  const isReal = random.chance(0.4);
  const bytes = isReal
    ? damaged(random, png(1 + random.below(300), 1 + random.below(300), random.below(99)))
    : pictureHead(random);
  const name = `picture.${random.pick(['png', 'jpg', 'webp', 'gif', 'bmp', 'tif', 'avif', 'txt'])}`;
  return { made: isReal ? 'a damaged picture' : 'the beginning of a picture', name, bytes };
}

/** Texts in an encoding, well-formed or not. */
export function nastyPlainText(random: Random): NastyFile {
  const text = nastyText(random, random.pick([50, 3000, 200_000])).text;
  const encodings: Readonly<Record<string, () => Buffer>> = {
    'UTF-16 with a mark': () => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16 without a mark': () => Buffer.from(text, 'utf16le'),
    'an odd number of bytes': () => Buffer.from(`${text}x`, 'utf16le').subarray(1),
    'Latin-1': () => Buffer.from(`${text} Größe für fünf Meter é ñ`, 'latin1'),
    'one bad byte': () =>
      Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(text)]),
    'a letter that is cut': () => Buffer.from(`${text}漢`).subarray(0, -1),
    'any bytes': () => Buffer.from(Array.from({ length: 4000 }, () => random.below(256))),
    'high bytes': () => Buffer.from(Array.from({ length: 60_000 }, () => 128 + random.below(128))),
    'escapes of ISO-2022': () => Buffer.from('\x1b$B'.repeat(20_000), 'latin1'),
  };
  const made = random.pick(Object.keys(encodings));
  const name = `text.${random.pick(['txt', 'csv', 'md', 'log', 'json', 'html', 'x'])}`;
  return { made, name, bytes: encodings[made]?.() ?? Buffer.alloc(0) };
}

/** A PDF: damaged, or with repeated, nested or compressed content. */
export function nastyPdf(random: Random): NastyFile {
  const packed = (text: string): { dictionary: string; stream: Buffer } => ({
    dictionary: '/Filter /FlateDecode',
    stream: deflateSync(Buffer.from(text)),
  });
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>';
  const operators = [
    'q ',
    'Q ',
    'BT ',
    '[',
    '(',
    '<<',
    '(a) Tj ',
    '1 0 0 1 0 0 cm ',
    '/F Do ',
    'BI ',
  ];
  const kinds: Readonly<Record<string, () => Buffer>> = {
    damaged: () => damaged(random, pdf(['One', 'Two', 'Three'])),
    'operators without end': () =>
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        page,
        packed(random.pick(operators).repeat(400_000)),
      ]),
    'a tree of pages that goes round': () =>
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${'2 0 R '.repeat(1 + random.below(2000))}] /Count ${random.pick([-1, 3, 2e9])} >>`,
      ]),
    'nested objects': () =>
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        random.pick(['[', '<<', '<< /A ']).repeat(100_000),
      ]),
  };
  const made = random.pick(Object.keys(kinds));
  return { made, name: 'paper.pdf', bytes: kinds[made]?.() ?? Buffer.alloc(0) };
}

const xmlRuns = [
  '<a>',
  '<a b="',
  '&a;',
  '<!ENTITY a "&b;">',
  '<![CDATA[',
  '<w:p>',
  '<w:t>x</w:t>',
  '&#x0;',
];

/** An office document, or a text that claims to be one. */
export function nastyDocument(random: Random): NastyFile {
  const xml = random.pick(xmlRuns).repeat(random.pick([10, 3000, 100_000]));
  const office = (name: string): Buffer =>
    damaged(
      random,
      rawZip([
        { name: 'mimetype', content: Buffer.from('application/epub+zip') },
        { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
        { name, content: Buffer.from(`<?xml version="1.0"?>${xml}`) },
      ]),
    );
  const kinds: Readonly<Record<string, () => Buffer>> = {
    'a.docx': () => office('word/document.xml'),
    'a.xlsx': () => office('xl/workbook.xml'),
    'a.pptx': () => office('ppt/slides/slide1.xml'),
    'a.odt': () => office('content.xml'),
    'a.epub': () => office('META-INF/container.xml'),
    'a.rtf': () =>
      Buffer.from(
        `{\\rtf1 ${random.pick(['{', '\\par ', "\\'ff", '\\bin9 ', '}']).repeat(50_000)}`,
      ),
    'a.eml': () =>
      Buffer.from(
        `From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n${'--x\nContent-Type: multipart/mixed; boundary=x\n\n'.repeat(3000)}`,
      ),
    'a.ipynb': () => Buffer.from(`{"cells":${'['.repeat(random.pick([5, 50_000]))}`),
    'a.html': () =>
      Buffer.from(random.pick(['<b>', '<table>', '<a href="', '<!--', '<svg>']).repeat(20_000)),
  };
  const name = random.pick(Object.keys(kinds));
  return { made: name, name, bytes: kinds[name]?.() ?? Buffer.alloc(0) };
}
