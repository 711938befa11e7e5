import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAttachmentsSource } from '../../../src/main/tools/built-in/attachments.ts';
import { createCalculatorSource } from '../../../src/main/tools/built-in/calculator.ts';
import { createHistorySource } from '../../../src/main/tools/built-in/history.ts';
import { createTimeSource } from '../../../src/main/tools/built-in/time.ts';
import { readConfiguration } from '../../../src/main/tools/mcp/configuration/read-configuration.ts';
import { webTools } from '../../../src/main/tools/web/definitions.ts';
import { builtInSources } from '../../../src/shared/model/tools.ts';
import { sourceName } from '../../../src/shared/words/tool-words.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/tools.md'), 'utf8');

/** The values between backquotes. */
const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value);

it('every tool of Parley is on the page, with whether it asks', async () => {
  const unused = (): never => {
    throw new Error('Nothing is called here.');
  };
  const signal = AbortSignal.timeout(1000);
  const tools = {
    web: webTools(true),
    attachments: await createAttachmentsSource({
      files: { keep: unused, readText: unused },
      conversation: unused,
    }).tools(signal),
    history: await createHistorySource(unused).tools(signal),
    time: await createTimeSource(unused).tools(signal),
    calculator: await createCalculatorSource().tools(signal),
  };
  const rows = [...page.matchAll(/^\| ([^|]+) \| (`[^|]+`) \| ([^|]+) \|$/gm)].map(
    ([, source, names = '', asks = '']) => [source, quoted(names), asks],
  );
  const yesOrNo = (isFree: boolean): string => (isFree ? 'no' : 'yes');
  expect(rows).toEqual(
    builtInSources.map((source) => [
      sourceName(source, ''),
      tools[source].map(({ name }) => name),
      // The web has a tool of each kind, and reasons of its own, which its row tells.
      source === 'web'
        ? expect.stringContaining('`search_web` asks;')
        : yesOrNo(tools[source].every(({ needsNoPermission }) => needsNoPermission === true)),
    ]),
  );
  const free = tools.web.filter(({ needsNoPermission }) => needsNoPermission === true);
  expect(free.map(({ name }) => name)).toEqual(['read_page']);
});

/** Reads what a person who follows the page pastes. Nothing may be left out. */
function pasted(text: string) {
  const { servers, leftOut } = readConfiguration(text, {
    environment: {},
    home: '/home/ada',
    platform: 'linux',
  });
  expect(leftOut).toEqual([]);
  return servers.map(({ form }) => form);
}

it('what the page says to paste fills the form of a server that is off', () => {
  const [command = '', ...more] = quoted(page).filter((each) => each.startsWith('npx -y'));
  expect(more).toEqual([]);
  expect(pasted(command)).toMatchObject([
    { isEnabled: false, transport: { kind: 'stdio', command: 'npx' } },
  ]);
  const [configuration = '', ...others] = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(
    ([, code = '']) => code,
  );
  expect(others).toEqual([]);
  expect(pasted(configuration)).toMatchObject([
    {
      name: 'files',
      isEnabled: false,
      transport: {
        kind: 'stdio',
        command: 'npx',
        arguments: ['-y', '@modelcontextprotocol/server-filesystem', '/home/ada/Documents'],
      },
      fields: [{ name: 'LOG_LEVEL', value: 'warn', isSecret: false }],
    },
    {
      name: 'weather',
      isEnabled: false,
      transport: { kind: 'http', url: 'https://weather.example.org/mcp' },
      fields: [{ name: 'Authorization', value: 'Bearer YOUR_KEY', isSecret: true }],
    },
  ]);
});
