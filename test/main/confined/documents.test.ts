import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DocumentFormat, DocumentText } from '../../../src/main/confined/kinds.ts';
import { rawZip } from '../transfer/raw-zip.ts';
import { nodeConfined } from './rig.ts';

const confined = nodeConfined();
afterAll(() => confined.stop());

const limits = { deadlineMs: 60_000, memoryBytes: 1024 ** 3 };

async function read(format: DocumentFormat, bytes: Uint8Array | string): Promise<DocumentText> {
  const outcome = await confined.run(
    'document_text',
    { format },
    { ...limits, bytes: [typeof bytes === 'string' ? Buffer.from(bytes) : bytes] },
  );
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.output;
}

/** Written by LibreOffice. */
const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'documents', name));

async function textOf(format: DocumentFormat, bytes: Uint8Array | string): Promise<string> {
  const found = await read(format, bytes);
  if (found.kind !== 'text') throw new Error(found.kind);
  return found.text;
}

describe('documents as other programs write them', () => {
  test.each(['a.docx', 'a.odt', 'a.epub', 'a.rtf'])('%s: text, in every script', async (name) => {
    const text = await textOf(name.endsWith('rtf') ? 'rtf' : 'zip', sample(name));
    expect(text).toContain('Ferry times');
    expect(text).toMatch(/The \**first\** ferry leaves at 7:00, “sharp”\./);
    expect(text).toContain('日本語 and Привет');
    expect(text).toContain('Værøy');
  });

  test.each(['a.docx', 'a.odt'])('%s: lists and tables', async (name) => {
    const text = await textOf('zip', sample(name));
    expect(text).toContain('- coat\n');
    expect(text).toMatch(/Bergen\s*\| Værøy/);
  });

  test('headings, nested lists and what was deleted', async () => {
    expect(await textOf('zip', sample('a.docx'))).toContain('# Ferry times');
    const content = `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>
      <text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
      <text:h text:outline-level="2">Times</text:h>
      <text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two<text:s text:c="2"/>x</text:p></text:list-item></text:list></text:list-item></text:list>
    </office:text></office:body></office:document-content>`;
    const odt = rawZip([
      { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text') },
      { name: 'content.xml', content: Buffer.from(content) },
    ]);
    expect(await textOf('zip', odt)).toBe('## Times\n- one\n  - two  x');
  });

  test.each(['p.pptx', 'p.odp'])('%s: slide by slide, with notes', async (name) => {
    const text = await textOf('zip', sample(name));
    expect(text).toMatch(/\[Slide 1\]\s+Ferries of Bergen/);
    expect(text).toContain('Say hello first');
    expect(text).toMatch(/\[Slide 2\]\s+Times\n7:00 and 9:00/);
  });

  test.each(['s.xlsx', 's.ods', 's.xls'])('%s: rows as CSV', async (name) => {
    const text = await textOf(name === 's.xls' ? 'compound' : 'zip', sample(name));
    const [head, ...rows] = text.split('\n');
    expect(head).toMatch(/^\[Sheet \S+\]$/);
    expect(rows).toEqual(['City,People', 'Bergen,285900', '"Oslo, the capital",709000']);
  });

  test('an older Word file is told apart', async () => {
    expect(await read('compound', sample('a.doc'))).toEqual({ kind: 'old' });
  });

  test('a message: who wrote, its text and what is attached', async () => {
    const mail = [
      'From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>',
      'To: bob@example.org, Carl <carl@example.org>',
      'Subject: =?iso-8859-1?q?Gr=FC=DFe?=',
      'Date: Thu, 1 Jan 2026 10:00:00 +0000',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p>Sch=F6ne <b>Gr=FC=DFe</b></p><script>x()</script>',
      '--b',
      'Content-Type: application/pdf; name=plan.pdf',
      'Content-Disposition: attachment; filename=plan.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERi0=',
      '--b--',
    ].join('\r\n');
    expect(await textOf('mail', mail)).toBe(
      [
        'From: Ann Müller <ann@example.org>',
        'To: bob@example.org, Carl <carl@example.org>',
        'Date: 2026-01-01T10:00:00.000Z',
        'Subject: Grüße',
        'Attachments: plan.pdf',
        '',
        'Schöne **Grüße**',
      ].join('\n'),
    );
  });

  test('a notebook: its cells and what they put out', async () => {
    const notebook = {
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      cells: [
        { cell_type: 'markdown', source: ['# Sums\n', 'Here.'] },
        {
          cell_type: 'code',
          source: '1 + 1',
          outputs: [
            { output_type: 'execute_result', data: { 'text/plain': ['2'], 'image/png': 'iVBO' } },
            { output_type: 'error', ename: 'ValueError', evalue: 'no' },
          ],
        },
      ],
    };
    expect(await textOf('notebook', JSON.stringify(notebook))).toBe(
      '# Sums\nHere.\n\n```python\n1 + 1\n```\n\nOutput:\n```\n2 [picture]\nValueError: no\n```',
    );
  });

  test('a web page: no scripts, no styles', async () => {
    const page =
      '<!doctype html><html><head><style>p{}</style></head><body><h1>Title</h1><script>alert(1)</script><p>Text <img src="data:image/png;base64,AA" alt="a"></p></body></html>';
    expect(await textOf('page', page)).toBe('# Title\n\nText');
  });
});

describe('documents that mean harm or are broken', () => {
  test('an archive of other things is no document', async () => {
    const zip = rawZip([{ name: 'a.txt', content: Buffer.from('x') }]);
    expect(await read('zip', zip)).toEqual({ kind: 'no_document' });
  });

  test('a document that would unpack to far more is refused before it is unpacked', async () => {
    const bomb = Buffer.alloc(400 * 1024 ** 2);
    const zip = rawZip([{ name: 'word/document.xml', content: bomb }]);
    expect(await read('zip', zip)).toEqual({ kind: 'damaged' });
  });

  test('entities are not expanded, and nothing outside is read', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join('');
    const content = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">${entities}]><office:document-content xmlns:office="o" xmlns:text="t"><office:body><text:p>&l9;&f;</text:p></office:body></office:document-content>`;
    const zip = rawZip([
      { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text') },
      { name: 'content.xml', content: Buffer.from(content) },
    ]);
    expect(await read('zip', zip)).toEqual({ kind: 'damaged' });
  });

  test('elements without end', async () => {
    const content = `<office:body xmlns:office="o">${'<a>'.repeat(100_000)}`;
    const zip = rawZip([
      { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text') },
      { name: 'content.xml', content: Buffer.from(content) },
    ]);
    expect(await read('zip', zip)).toEqual({ kind: 'damaged' });
  });

  test('a locked document', async () => {
    const container = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await read('compound', container)).toEqual({ kind: 'locked' });
  });

  test.each(['zip', 'compound', 'rtf', 'mail', 'page', 'notebook'] as const)(
    'rubbish as %s ends in a word',
    async (format) => {
      const rubbish = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
      const { kind } = await read(format, rubbish);
      expect(['damaged', 'empty', 'text', 'no_document', 'old']).toContain(kind);
    },
  );

  test('what takes too long is ended', async () => {
    const page = `<html>${'<table><tr><td>'.repeat(400)}${'<b>x'.repeat(60_000)}`;
    const outcome = await confined.run(
      'document_text',
      { format: 'page' },
      { deadlineMs: 300, memoryBytes: 1024 ** 3, bytes: [Buffer.from(page)] },
    );
    expect(['slow', 'done']).toContain(outcome.kind);
  });
});
