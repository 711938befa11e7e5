import { describe, expect, test } from 'vitest';
import {
  drawNothing,
  pageLimits,
  pagesToDraw,
  pictureOf,
} from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents, refusalOfPdf } from '../../../src/main/attachments/pdf-contents.ts';
import { createPdfReader } from '../../../src/main/attachments/pdf.ts';
import { partsOfPages } from '../../../src/main/turns/page-parts.ts';
import { nodeConfined } from '../confined/rig.ts';
import { pdf } from './samples.ts';
import { faxScan, scannedPdf } from './scans.ts';

const long = 'Ferries leave at noon, and tickets cost nine kroner each.';

describe('which pages become pictures', () => {
  test.each<readonly [string, readonly string[], boolean, readonly number[]]>([
    ['all of a PDF without text, drawn or scanned', ['', '', ''], false, [1, 2, 3]],
    ['none of one with text', [long, long], true, []],
    ['those with nothing but a stamp', ['Scanned with Cam', 'Page 2 of 3', long], true, [1, 2]],
    ['none where there is little text and no picture', ['Yes', 'No'], false, []],
    ['none of a long text with an empty page', [long, long, '', long], true, []],
  ])('%s', (_, pages, hasPictures, expected) => {
    expect(pagesToDraw(pages, hasPictures)).toEqual(expected);
  });
});

describe('what comes from the page that draws', () => {
  const jpeg = (height: number, width: number): string => {
    const head = Buffer.from('ffd8ffc00011080000000003012200021101031101', 'hex');
    head.writeUInt16BE(height, 7);
    head.writeUInt16BE(width, 9);
    return `data:image/jpeg;base64,${head.toString('base64')}`;
  };
  test('is a JPEG of the sides that were asked for, and nothing else', () => {
    expect(pictureOf(jpeg(1600, 900), pageLimits)).toBe(jpeg(1600, 900));
    for (const answer of [
      jpeg(1601, 900),
      jpeg(30_000, 30_000),
      'data:image/svg+xml;base64,PHN2Zy8+',
      'https://example.org/a.jpg',
      'data:image/jpeg;base64,"><script>',
      `data:image/jpeg;base64,${'A'.repeat(pageLimits.maxLength)}`,
      'data:image/jpeg;base64,AAAA',
      null,
      { url: jpeg(1, 1) },
    ]) {
      expect(pictureOf(answer, pageLimits)).toBeNull();
    }
  });
});

test('pages are sent with their numbers, text beside pictures, and what is left out is named', () => {
  const pages = [
    { number: 1, text: '', picture: 'data:1' },
    { number: 2, text: 'Contents', picture: null },
    { number: 3, text: 'Stamp', picture: 'data:3' },
    { number: 4, text: '', picture: null },
    { number: 5, text: '', picture: null },
    { number: 7, text: '', picture: null },
  ];
  expect(partsOfPages('a.pdf', { kind: 'pages', pages, leftOut: [4, 5, 7] })).toEqual([
    {
      kind: 'text',
      text: 'File a.pdf, pages: 6. Scanned pages are pictures. Left out, as there are too many: 4 to 5, 7.\n\n[Page 1]',
    },
    { kind: 'image', url: 'data:1' },
    { kind: 'text', text: '[Page 2]\nContents\n\n[Page 3]\nStamp' },
    { kind: 'image', url: 'data:3' },
  ]);
});

describe('a scanned PDF in a program without a window', () => {
  const contents = createPdfContents(
    { read: () => Promise.reject(new Error('not asked')) as never },
    createPdfReader(nodeConfined(), () => undefined),
    drawNothing,
  );

  test('is told apart from one of text, and refused with what to do', async () => {
    const scanned = await contents.read([scannedPdf([faxScan, faxScan])]);
    expect(scanned).toEqual({ kind: 'undrawn', why: 'none' });
    expect(refusalOfPdf('scan.pdf', scanned)?.message).toBe(
      'scan.pdf has no text, perhaps because it was scanned. Attach pictures of its pages instead.',
    );
    expect(await contents.read([pdf(['Ferries leave at noon'])])).toEqual({
      kind: 'text',
      text: '[Page 1]\nFerries leave at noon',
    });
  });

  test('asks for no more pages than there are, however many it says it has', async () => {
    const asked: (readonly number[])[] = [];
    const counting = createPdfContents(
      { read: () => Promise.reject(new Error('not asked')) as never },
      createPdfReader(nodeConfined(), () => undefined),
      (_pieces, numbers) => {
        asked.push(numbers);
        return Promise.resolve({ kind: 'slow' });
      },
    );
    const many = scannedPdf(Array.from({ length: 300 }, () => faxScan));
    expect(refusalOfPdf('many.pdf', await counting.read([many]))?.message).toMatch(
      /takes? too long to draw\. Attach pictures/,
    );
    expect(asked.map(({ length }) => length)).toEqual([300]);
  });
});
