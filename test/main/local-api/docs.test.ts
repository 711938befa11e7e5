import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseEvents, startRig, stopRig, type Rig } from './support.ts';
import { removeFolder } from '../../scratch.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
const run = promisify(execFile);

/** The page's code blocks with this info string. */
function examples(info: string): readonly string[] {
  return [...page.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].flatMap(([, kind, code]) =>
    kind === info && code !== undefined ? [code] : [],
  );
}

const answer = 'Because shorter waves are scattered more — quite “blue”.\nThat is all.';

let rig: Rig;
let folder: string;
beforeAll(async () => {
  rig = await startRig();
  rig.provider.script({ kind: 'text', text: answer });
  folder = mkdtempSync(join(tmpdir(), 'parley-docs-'));
});
afterAll(async () => {
  await stopRig(rig);
  removeFolder(folder);
});

async function output(program: string, parameters: readonly string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PARLEY_API: rig.address, PARLEY_TOKEN: rig.token };
  const { stdout, stderr } = await run(program, parameters, { env, cwd: folder });
  expect(stderr).toBe('');
  return stdout;
}

it('curl does what the page says', async () => {
  const [text = '', events = '', saved = '', ...more] = examples('sh curl');
  expect(more).toEqual([]);
  expect(await output('sh', ['-c', text])).toBe(answer);
  const got = parseEvents(await output('sh', ['-c', events]));
  const words = got.flatMap(({ event, data }) =>
    event === 'message' && data !== '[DONE]'
      ? [(JSON.parse(data) as { content: string }).content]
      : [],
  );
  expect(words.join('')).toBe(answer);
  expect(got.map(({ event }) => event).slice(-3)).toEqual(['usage', 'finish', 'message']);
  expect(rig.provider.requestsOf('stream').at(-1)?.body).toMatchObject({
    max_tokens: 200,
    messages: [{ role: 'system', content: 'Answer in one sentence.' }, { role: 'user' }],
  });
  expect(rig.core.conversations.heads()).toEqual([]);
  expect(await output('sh', ['-c', saved])).toBe(answer);
  expect(rig.core.conversations.heads()).toMatchObject([{ title: 'Why is the sky blue?' }]);
});

it('Python does what the page says', async () => {
  const [script = '', ...more] = examples('python');
  expect(more).toEqual([]);
  const file = join(folder, 'example.py');
  writeFileSync(file, script);
  expect(await output('python3', [file])).toBe(`${answer}\n`);
});

it('TypeScript does what the page says', async () => {
  const [script = '', ...more] = examples('ts');
  expect(more).toEqual([]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const file = join(folder, 'example.ts');
  writeFileSync(file, script);
  expect(await output(process.execPath, [file])).toBe(answer);
});
