import { expect, it } from 'vitest';
import { watchCanvases } from '../../../../src/main/transfer/import/formats/chatgpt-canvas.ts';
import { createDocumentParts } from '../../../../src/main/transfer/import/formats/written-document.ts';

it('adds 32 MB of documents to a conversation, and nothing beyond', () => {
  const documentPart = createDocumentParts();
  const document = (length: number) => ({ title: 'D', language: null, text: 'x'.repeat(length) });
  expect(documentPart(document(32 * 1024 ** 2 - 1))).toHaveLength(1);
  expect(documentPart(document(1))).toHaveLength(1);
  expect(documentPart(document(1))).toEqual([]);
});

it('never runs the pattern of a canvas, and leaves the canvas as it was', () => {
  const canvases = watchCanvases();
  const text = `${'a'.repeat(60)}!`;
  const update = (pattern: string): string =>
    JSON.stringify({ updates: [{ pattern, multiple: true, replacement: 'b' }] });
  canvases.see('1', null, 'canmore.create_textdoc', JSON.stringify({ name: 'C', content: text }));
  // Run as an expression, this one would not come back.
  expect(canvases.see('2', '1', 'canmore.update_textdoc', update('(a+)+$'))).toEqual([]);
  expect(canvases.see('3', '1', 'canmore.update_textdoc', update('a{1}'))).toEqual([]);
  expect(canvases.see('4', '1', 'canmore.update_textdoc', update('!'))).toMatchObject([
    { text: `**C**\n\n${'a'.repeat(60)}b` },
  ]);
});
