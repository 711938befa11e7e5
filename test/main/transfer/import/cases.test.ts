import { join } from 'node:path';
import { expect, test } from 'vitest';
import { broughtIn, lookUp, pathOf } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';

const caseOf = (name: string): string => join(import.meta.dirname, 'cases', name);

test.each([
  ['deepseek.json', 'DS', ['user: How deep is the sea?', 'assistant: <thinks Mariana> 11 km.']],
  ['grok.json', 'Grok chat', ['user: Hi', 'assistant: Hello']],
  ['gemini-takeout.json', 'hello', ['user: hello', 'assistant: Hi there']],
  ['llamacpp.json', 'Llama chat', ['user: Hi', 'assistant: <thinks hm> Hello']],
  ['lmstudio.conversation.json', 'LM', ['user: Hi', 'assistant: Hello']],
])('%s', async (file, title, path) => {
  const { kept, report } = await broughtIn(caseOf(file));
  expect(pathOf(lookUp(kept, title))).toEqual(path);
  expect(report).toMatchObject({ added: 1, skipped: 0 });
});

test('an archive in an archive', async () => {
  const { report } = await broughtIn(caseOf('nested.zip'));
  expect(report.added).toBeGreaterThan(0);
});

test('a canvas can be read as it was after each change', async () => {
  const { kept, report } = await broughtIn(caseOf('chatgpt.json'));
  const path = pathOf(lookUp(kept, 'Canvas')).join('\n');
  expect(path).toContain(
    '**Packing list**\n\n# Packing list\n\n- coat\n- hat\n\n```py\nprint(1)\n```',
  );
  expect(path).toContain('**Packing list**\n\n# Packing list\n\n- coat only');
  const remarks = saidItems(report).flatMap((item) => ('remarks' in item ? item.remarks : []));
  expect(remarks).toContain('One piece of a message is of an unknown kind and was left out.');
  const plotted = pathOf(lookUp(kept, 'Plot it')).join('\n');
  expect(plotted).toContain('[Plot: not part of the export]');
  const cited = pathOf(lookUp(kept, 'Cites')).join('\n');
  expect(cited).toContain('([example.org](https://example.org/rain))');
  expect(cited).toContain('and plain and Bergen is wet.');
});

test('what else is in an export of Claude is named in the report', async () => {
  const { kept, report } = await broughtIn(caseOf('claude.zip'));
  const found = lookUp(kept, 'Overview');
  const path = pathOf(found).join('\n');
  expect(path).toContain('**Page**\n\n```html\n<h1>Hello</h1>\n```');
  expect(path).toContain('Here ([example.org](https://example.org)) is the page.');
  const skipped = saidItems(report).filter((item) => item.kind === 'skipped');
  const project = { kind: 'assistant', name: 'Trip', documents: 1, leftOut: 0 };
  expect(saidItems(report)).toContainEqual(project);
  expect(report.assistants).toBe(1);
  expect(skipped.map(({ name }) => name)).toContain('Memories');
});

test('the list of downloads is not the export', async () => {
  await expect(broughtIn(caseOf('claude-manifest.json'))).rejects.toMatchObject({
    message: expect.stringContaining('Download the files') as string,
    error: { kind: 'invalid' },
  });
});

test('numbered files in folders, with the files that nobody names in the report', async () => {
  const { report } = await broughtIn(caseOf('chatgpt-2026.zip'));
  expect(report.added).toBeGreaterThan(0);
});
