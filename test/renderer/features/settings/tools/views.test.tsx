import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../../../../../src/shared/model/errors.ts';
import type { FoundServer } from '../../../../../src/shared/contract/index.ts';
import type {
  ToolPermissionView,
  ToolServer,
  ToolView,
} from '../../../../../src/shared/model/tools.ts';
import { FoundServers } from '../../../../../src/renderer/features/settings/tools/paste-configuration.tsx';
import {
  PermissionList,
  permissionWords,
} from '../../../../../src/renderer/features/settings/tools/permissions.tsx';
import { ServerState } from '../../../../../src/renderer/features/settings/tools/server-card.tsx';
import { logText } from '../../../../../src/renderer/features/settings/tools/server-log.tsx';
import { ToolList } from '../../../../../src/renderer/features/settings/tools/tool-list.tsx';
import {
  WhatRuns,
  type ShownField,
} from '../../../../../src/renderer/features/settings/tools/what-runs.tsx';

const refuse = (): never => {
  throw new Error('Nobody clicked.');
};
const textIn = (html: string): string => html.replaceAll(/<[^>]*>/gu, '').replaceAll('&quot;', '"');

describe('what runs', () => {
  const stdio: Extract<ToolServer['transport'], { kind: 'stdio' }> = {
    kind: 'stdio',
    command: 'npx',
    arguments: ['-y', 'a b', '$(rm)'],
    folder: '/tmp',
  };

  const linesOf = (transport: ToolServer['transport'], fields: readonly ShownField[]) =>
    renderToStaticMarkup(<WhatRuns transport={transport} fields={fields} />)
      .split('<span')
      .slice(1)
      .map((line) => textIn(`<span${line}`));

  it('is told in full, each argument as one, secrets by name only', () => {
    const fields = [
      { name: 'A', value: '1' },
      { name: 'KEY', value: null },
    ];
    expect(linesOf(stdio, fields)).toEqual([
      'npx -y "a b" "$(rm)"',
      'A=1',
      'KEY=(secret)',
      'in /tmp',
    ]);
    expect(linesOf({ ...stdio, variablesFile: '/etc/a.env' }, []).slice(1)).toEqual([
      'with the variables in /etc/a.env',
      'in /tmp',
    ]);
    expect(linesOf({ kind: 'http', url: 'https://a.example' }, fields)).toEqual([
      'https://a.example',
      'A: 1',
      'KEY: (secret)',
    ]);
  });

  it('names what is hidden in it', () => {
    const transport = { ...stdio, command: 'np\u200Bx', arguments: [] };
    expect(textIn(renderToStaticMarkup(<WhatRuns transport={transport} fields={[]} />))).toContain(
      'np[U+200B]x',
    );
    const folder = '/tmp/\u202Ea';
    expect(linesOf({ ...stdio, folder }, []).at(-1)).toBe('in /tmp/[U+202E]a');
  });
});

describe('a configuration that was read', () => {
  it('shows each server with all that would run, and what was left out', () => {
    const form: FoundServer['form'] = {
      name: 'x',
      isEnabled: false,
      transport: { kind: 'stdio', command: 'uvx', arguments: ['srv'], folder: '' },
      fields: [{ name: 'KEY', isSecret: true, value: 'sk-canary' }],
    };
    const html = renderToStaticMarkup(
      <FoundServers
        found={{
          servers: [{ name: 'x', form }],
          leftOut: [{ name: 'y', reason: 'no_command' }],
        }}
        onUse={refuse}
      />,
    );
    const text = textIn(html);
    expect(text).toContain('uvx srv');
    expect(text).toContain('KEY=(secret)');
    expect(text).not.toContain('sk-canary');
    expect(text).toContain('y was left out: it names no program and no address.');
  });

  it('says when nothing was found', () => {
    const html = renderToStaticMarkup(
      <FoundServers found={{ servers: [], leftOut: [] }} onUse={refuse} />,
    );
    expect(html).toContain('No server was found');
  });
});

it('tells how a server is doing', () => {
  const ready = {
    kind: 'ready',
    era: 'modern',
    protocolVersion: '2026-07-28',
    title: 'Everything',
    version: '1.0',
    instructions: '',
  } as const;
  expect(textIn(renderToStaticMarkup(<ServerState state={ready} />))).toBe(
    'Ready. Everything 1.0, MCP of the newest era, 2026-07-28',
  );
});

it('quotes what a server wrote last when it failed', () => {
  const error = errorOf(
    'tool_server_exited',
    { server: 'Files' },
    { detail: 'Loading\nError: TOKEN is not set' },
  );
  const text = textIn(renderToStaticMarkup(<ServerState state={{ kind: 'stopped', error }} />));
  expect(text).toContain('Files');
  expect(text).toContain('Error: TOKEN is not set');
});

it('lists tools with what they cost and what they may do', () => {
  const tool: ToolView = {
    key: 'a/get_sum',
    name: 'get_sum',
    title: '',
    description: 'Adds two numbers',
    hints: { isReadOnly: true, isDestructive: false, reachesInternet: false },
    tokens: 1234,
    permission: 'always',
    problem: 'needs_tasks',
  };
  const text = textIn(renderToStaticMarkup(<ToolList tools={[tool]} />));
  expect(text).toContain('get_sum1,234 tokens · Always allowed');
  expect(text).toContain('Adds two numbers');
  expect(text).toContain('only runs as a task');
});

describe('permissions', () => {
  const permission: ToolPermissionView = {
    id: 'p',
    key: 'a/echo',
    sourceName: 'everything',
    title: 'Echo',
    kind: 'always',
    since: '2026-11-01T12:00:00.000Z',
    isStale: true,
  };

  it('are told in words, each with a way to revoke it', () => {
    const html = renderToStaticMarkup(
      <PermissionList permissions={[permission]} onRevoke={refuse} />,
    );
    expect(html).toContain('aria-label="Revoke echo on everything: always allowed"');
    expect(html).toContain('no longer has any effect');
    expect(permissionWords({ ...permission, kind: 'always_read_only' })).toBe(
      'Read-only tools of everything: always allowed',
    );
    expect(permissionWords({ ...permission, kind: 'host', title: '10.0.0.1' })).toContain(
      '10.0.0.1',
    );
  });

  it('say so when there are none', () => {
    const html = renderToStaticMarkup(<PermissionList permissions={[]} onRevoke={refuse} />);
    expect(html).toContain('Nothing yet');
  });
});

it('makes text of a log, a line each', () => {
  const text = logText([
    { at: 0, from: 'stderr', text: 'boom' },
    { at: 1000, from: 'parley', text: 'It ended.' },
  ]);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain('program  boom');
});
