import { pdfOf } from './pdf-bombs.ts';

/** A scanned page: its picture as stored in a PDF, and its dimensions in pixels. */
export interface Scan {
  readonly filter: string;
  readonly stream: Buffer;
  readonly width: number;
  readonly height: number;
  /** The colour space with its bits and colours. */
  readonly space?: string;
}

/** A PDF as scanners make it: a picture on each page, and no text. */
export function scannedPdf(scans: readonly Scan[], mediaBox = '[0 0 612 792]', extra = ''): Buffer {
  const kids = scans.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const size = mediaBox.replaceAll(/[[\]]/g, '').split(' ').slice(2).join(' 0 0 ');
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${scans.length} >>`,
    ...scans.flatMap((scan, index) => {
      const at = 3 + index * 3;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents ${at + 1} 0 R /Resources << /XObject << /I ${at + 2} 0 R >> >> >>`,
        { dictionary: '', stream: Buffer.from(`q ${size} 0 0 cm /I Do Q ${extra}`) },
        {
          dictionary: `/Type /XObject /Subtype /Image /Width ${scan.width} /Height ${scan.height} ${scan.space ?? '/ColorSpace /DeviceGray /BitsPerComponent 1'} ${scan.filter}`,
          stream: scan.stream,
        },
      ];
    }),
  ]);
}

function bytesOf(bits: string): Buffer {
  const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Buffer.from(
    Array.from({ length: whole.length / 8 }, (_, at) =>
      Number.parseInt(whole.slice(at * 8, at * 8 + 8), 2),
    ),
  );
}

const side = 64;

/** 64 by 64 pixels as fax machines write them (T.6): white on the left, black on the right. */
const halves = bytesOf(`00100011011000001101010${'11'.repeat(side - 1)}000000000001000000000001`);

export const faxScan: Scan = {
  filter: `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${side} /Rows ${side} >>`,
  stream: halves,
  width: side,
  height: side,
};

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

function segment(number: number, type: number, data: Buffer): Buffer {
  return Buffer.concat([numbers(number), Buffer.from([type, 0, 1]), numbers(data.length), data]);
}

/** The same in JBIG2, as office scanners write it. */
export const jbig2Scan: Scan = {
  filter: '/Filter /JBIG2Decode',
  stream: Buffer.concat([
    segment(0, 48, Buffer.concat([numbers(side, side, 0, 0), Buffer.from([0, 0, 0])])),
    segment(1, 38, Buffer.concat([numbers(side, side, 0, 0), Buffer.from([0, 1]), halves])),
  ]),
  width: side,
  height: side,
};
