import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVariables } from '../../../../../src/main/tools/mcp/environment/variables-file.ts';
import { ExpectedError } from '../../../../../src/shared/expected.ts';
import { callContext, openTestServers, scratch, serverOf } from '../kit.ts';

const home = '/home/nobody';

async function refusal(folder: string, path: string): Promise<unknown> {
  const error: unknown = await readVariables({ path, folder, home }).catch((e: unknown) => e);
  return error instanceof ExpectedError ? error.error : error;
}

describe('a file with variables', () => {
  it('is read as programs write it', async () => {
    const folder = scratch();
    const lines = [
      '# a comment',
      'PLAIN=one two',
      'QUOTED="a # b"',
      "SINGLE='$HOME'",
      'export TOLD=yes',
      'EMPTY=',
      '2BAD=x',
      'with space=x',
      'PLAIN=last',
    ];
    writeFileSync(join(folder, '.env'), lines.join('\r\n'));
    expect(await readVariables({ path: '.env', folder, home })).toEqual({
      PLAIN: 'last',
      QUOTED: 'a # b',
      SINGLE: '$HOME',
      TOLD: 'yes',
      EMPTY: '',
    });
    expect(await readVariables({ path: '~/.env', folder: '', home: folder })).toHaveProperty(
      'TOLD',
    );
  });

  it('is refused by its name where it cannot be read, is none, or is too large', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'large'), `A=${'x'.repeat(300_000)}`);
    writeFileSync(
      join(folder, 'many'),
      Array.from({ length: 1001 }, (_, n) => `A${String(n)}=1`).join('\n'),
    );
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    for (const path of ['missing', 'large', 'many', 'pipe', '.']) {
      expect(await refusal(folder, path)).toMatchObject({
        code: 'tool_variables_unreadable',
        params: { path: join(folder, path) },
      });
    }
  });
});

/** Tells its variables to whoever asks, and some to its log. */
const server = `
const send = (message) => console.log(JSON.stringify({ jsonrpc: '2.0', ...message }));
console.error('I know ' + process.env.MY_PASSPHRASE);
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const { MY_PASSPHRASE: pass, LEVEL: level } = process.env;
  if (method === 'initialize') send({ id, result: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'env', version: '1' } } });
  else if (method === 'tools/list') send({ id, result: { tools: [{ name: 'tell', inputSchema: { type: 'object' } }] } });
  else if (method === 'tools/call') send({ id, result: { content: [{ type: 'text', text: pass + ' ' + level }] } });
  else send({ id, error: { code: -32601, message: 'no' } });
});
`;

it('reaches its server at each start, below what was entered, and not its log', async () => {
  const folder = scratch();
  writeFileSync(join(folder, 'server.cjs'), server);
  const path = join(folder, 'my.env');
  writeFileSync(path, 'MY_PASSPHRASE=swordfish-canary\nLEVEL=file\n');
  chmodSync(path, 0o600);
  const { servers } = await openTestServers();
  await servers.apply(
    serverOf(
      {
        kind: 'stdio',
        command: process.execPath,
        arguments: ['server.cjs'],
        folder,
        variablesFile: 'my.env',
      },
      { fields: [{ name: 'LEVEL', value: 'field' }] },
    ),
    false,
  );
  const source = servers.source('server-1');
  const tell = async (): Promise<unknown> => {
    await source.tools(new AbortController().signal);
    return (await source.call('tell', {}, callContext())).content;
  };
  expect(await tell()).toEqual([{ kind: 'text', text: 'swordfish-canary field' }]);
  const log = JSON.stringify(servers.log('server-1'));
  expect(log).toContain('I know [key]');
  expect(log).not.toContain('swordfish');
  writeFileSync(path, 'MY_PASSPHRASE=trout-canary\n');
  await servers.restart('server-1');
  expect(await tell()).toEqual([{ kind: 'text', text: 'trout-canary field' }]);
  writeFileSync(path, `A=${'x'.repeat(300_000)}`);
  await servers.restart('server-1');
  await source.tools(new AbortController().signal);
  expect(source.state()).toMatchObject({
    kind: 'stopped',
    error: { code: 'tool_variables_unreadable' },
  });
}, 30_000);
