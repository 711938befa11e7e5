import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../../../../../src/shared/expected.ts';
import { readConfiguration } from '../../../../../src/main/tools/mcp/configuration/read-configuration.ts';

const surroundings = {
  environment: { REGION: 'north', MY_API_KEY: 'sk-of-the-person', EMPTY: '' },
  home: '/home/ada',
  platform: 'linux',
} as const;

const read = (text: string, platform: NodeJS.Platform = 'linux') =>
  readConfiguration(text, { ...surroundings, platform });

/** Reads the only server in a text. Omits the fields that are the same for all. */
function only(text: string, platform: NodeJS.Platform = 'linux') {
  const { servers, leftOut } = read(text, platform);
  expect(leftOut).toEqual([]);
  expect(servers).toHaveLength(1);
  const form = servers[0]?.form;
  expect(form?.isEnabled).toBe(false);
  return { name: form?.name, transport: form?.transport, fields: form?.fields };
}

describe('a command line', () => {
  it.each([
    ['npx -y @modelcontextprotocol/server-filesystem /home/ada', 'filesystem'],
    ['$ uvx mcp-server-git --repository "/my work/repo"', 'git'],
    ['/opt/my-mcp-server/run.sh', 'run'],
    ['docker run -i --rm mcp/postgres', 'postgres'],
  ])('%s is called %s', (line, name) => {
    expect(only(line).name).toBe(name);
  });

  it('is divided as a shell does it', () => {
    const line = `my-server 'one two' "three \\"four\\"" five\\ six '' --x="a b" $HOME \\\n  last`;
    expect(only(line).transport).toEqual({
      kind: 'stdio',
      command: 'my-server',
      arguments: ['one two', 'three "four"', 'five six', '', '--x=a b', '$HOME', 'last'],
      folder: '',
    });
  });

  it('keeps the backslashes of Windows', () => {
    expect(only('"C:\\Program Files\\a.exe" C:\\data', 'win32').transport).toMatchObject({
      command: 'C:\\Program Files\\a.exe',
      arguments: ['C:\\data'],
    });
  });

  it('may begin with variables, of which secrets are kept apart', () => {
    const { fields, transport } = only('env REGION=eu GITHUB_TOKEN=abc npx server');
    expect(fields).toEqual([
      { name: 'REGION', value: 'eu', isSecret: false },
      { name: 'GITHUB_TOKEN', value: 'abc', isSecret: true },
    ]);
    expect(transport).toMatchObject({ command: 'npx', arguments: ['server'] });
  });

  it.each(['a | b', 'a && b', 'a; rm -rf /', 'a > file', 'a $(b)', 'a `b`', 'a "b', 'a\nb'])(
    'that needs a shell is left out: %s',
    (line) => {
      const { servers, leftOut } = read(line);
      expect(servers).toEqual([]);
      expect(leftOut).toEqual([{ name: line, reason: 'unknown_kind' }]);
    },
  );

  it('may be an address', () => {
    expect(only('https://example.com/mcp')).toEqual({
      name: 'example.com',
      transport: { kind: 'http', url: 'https://example.com/mcp' },
      fields: [],
    });
    expect(read('https://me:secret@example.com/').leftOut[0]?.reason).toBe('bad_address');
  });

  it('may be the one that adds it to another program', () => {
    const stdio = 'claude mcp add -e API_KEY=abc --scope user db -- npx -y db-server --read-only';
    expect(only(stdio)).toEqual({
      name: 'db',
      transport: {
        kind: 'stdio',
        command: 'npx',
        arguments: ['-y', 'db-server', '--read-only'],
        folder: '',
      },
      fields: [{ name: 'API_KEY', value: 'abc', isSecret: true }],
    });
    const http =
      'claude mcp add --transport http site https://example.com/mcp --header "Authorization: Bearer abc"';
    expect(only(http)).toEqual({
      name: 'site',
      transport: { kind: 'http', url: 'https://example.com/mcp' },
      fields: [{ name: 'Authorization', value: 'Bearer abc', isSecret: true }],
    });
  });
});

describe('a document', () => {
  it('of Claude Desktop', () => {
    const { servers, leftOut } = read(`{
      "globalShortcut": "",
      "mcpServers": {
        "files": { "command": "npx", "args": ["-y", "files", "/tmp"], "env": { "LOG": "1" } },
        "db": { "command": "db", "cwd": "/srv", "env": { "DATABASE": "postgres://u:p@host/x" } },
        "none": { "args": [] },
        "web": { "type": "http", "url": "nonsense" },
        "socket": { "type": "websocket", "url": "wss://example.com" },
        "junk": 7
      }
    }`);
    expect(servers.map(({ name }) => name)).toEqual(['files', 'db']);
    expect(servers[1]?.form.fields).toEqual([
      { name: 'DATABASE', value: 'postgres://u:p@host/x', isSecret: true },
    ]);
    expect(servers[1]?.form.transport).toMatchObject({ folder: '/srv' });
    expect(leftOut).toEqual([
      { name: 'none', reason: 'no_command' },
      { name: 'web', reason: 'bad_address' },
      { name: 'socket', reason: 'unknown_kind' },
      { name: 'junk', reason: 'unknown_kind' },
    ]);
  });

  it('of a project, with variables', () => {
    const { fields, transport } = only(`{"mcpServers": {"a": {
      "type": "stdio",
      "command": "\${TOOLS:-/opt/tools}/run",
      "args": ["\${REGION}", "\${MY_API_KEY}", "\${UNKNOWN}"],
      "env": { "REGION": "\${env:REGION}", "OTHER": "\${MY_API_KEY}" }
    }}}`);
    expect(transport).toMatchObject({
      command: '/opt/tools/run',
      // Secrets are not expanded into arguments, which anybody can read.
      arguments: ['north', '${MY_API_KEY}', '${UNKNOWN}'],
    });
    expect(fields).toEqual([
      { name: 'REGION', value: 'north', isSecret: false },
      { name: 'OTHER', value: 'sk-of-the-person', isSecret: true },
    ]);
  });

  it('of VS Code, with comments, inputs and commas too many', () => {
    const { fields, transport } = only(`{
      // What is asked for
      "inputs": [
        { "type": "promptString", "id": "key", "password": true, },
        { "type": "promptString", "id": "region", "default": "south" },
      ],
      "servers": { /* the "servers", */
        "site": {
          "type": "http",
          "url": "https://example.com/mcp//x", // not a comment: "//"
          "headers": { "X-Mine": "\${input:key}", "Region": "\${input:region}" },
        },
      },
    }`);
    expect(transport).toEqual({ kind: 'http', url: 'https://example.com/mcp//x' });
    expect(fields).toEqual([
      { name: 'X-Mine', value: '', isSecret: true },
      { name: 'Region', value: 'south', isSecret: false },
    ]);
  });

  it('of VS Code with a file of variables, which is named and not read', () => {
    const { transport, fields } = only(`{
      "servers": {
        "db": { "command": "db", "envFile": "\${userHome}/db.env", "env": { "LEVEL": "1" } }
      }
    }`);
    expect(transport).toMatchObject({ kind: 'stdio', variablesFile: '/home/ada/db.env' });
    expect(fields).toEqual([{ name: 'LEVEL', value: '1', isSecret: false }]);
  });

  it('of Cursor and of settings, and parts of documents', () => {
    expect(only('{"mcpServers": {"a": {"url": "https://example.com/sse"}}}').name).toBe('a');
    expect(only('{"mcp": {"servers": {"b": {"command": "b"}}}}').name).toBe('b');
    expect(only('"c": {"command": "c", "args": []},').name).toBe('c');
    expect(only('{"command": "npx", "args": ["-y", "mcp-server-d"]}').name).toBe('d');
    expect(only('{"e": {"command": "e"}}').name).toBe('e');
  });

  it('that holds no servers', () => {
    for (const text of ['', '  ', '{}', '[]', '{"theme": "dark"}', '[1, null]'])
      expect(read(text)).toEqual({ servers: [], leftOut: [] });
  });

  it('that is broken says so', () => {
    try {
      read('{"mcpServers": {');
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      expect(error.error.code).toBe('tool_configuration_invalid');
    }
  });

  it('is never run, whatever it says', () => {
    const { servers } = read(
      '{"mcpServers": {"__proto__": {"command": "x"}, "a": {"command": "a", "isEnabled": true, "disabled": false}}}',
    );
    expect(servers.map(({ name, form }) => [name, form.isEnabled])).toEqual([
      ['__proto__', false],
      ['a', false],
    ]);
  });

  it('that is too large is left out', () => {
    const args = Array.from({ length: 501 }, () => 'x');
    const { leftOut } = read(JSON.stringify({ mcpServers: { a: { command: 'a', args } } }));
    expect(leftOut).toEqual([{ name: 'a', reason: 'too_large' }]);
  });

  it.each(['/*', '"\\"', ',', '{', '[', '"', '${'])(
    'of a million of %s is read at once',
    (piece) => {
      const began = performance.now();
      try {
        read(`{${piece.repeat(1_000_000 / piece.length)}`);
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
      }
      expect(performance.now() - began).toBeLessThan(3000);
    },
  );
});
