import { describe, expect, test } from 'vitest';
import { withoutConfiguration } from '../../../src/renderer/sandbox/diagram-source.ts';
import {
  isReady,
  maxSource,
  readRequest,
  readResult,
} from '../../../src/renderer/sandbox/message.ts';

describe('a diagram without configuration', () => {
  test.each([
    ['%%{init: {"securityLevel": "loose"}}%%\nflowchart LR', 'flowchart LR'],
    ['%%{\n  initialize: { "a": {\n "b": 1 } }\n}%%\nflowchart LR', 'flowchart LR'],
    ['---\nconfig:\n  securityLevel: loose\n---\nflowchart LR', 'flowchart LR'],
    ['---\r\nconfig: {}\r\n---\r\nflowchart LR', 'flowchart LR'],
    ['\n\n---\ntitle: x\n---\n---\nconfig: {}\n---\nflowchart LR', 'flowchart LR'],
    ['%%{wrap}%%\n---\nconfig: {}\n---\n%%{init: {}}%%flowchart LR', 'flowchart LR'],
    ['%%%%{x}%%{init: {}}%%\nflowchart LR', '{init: {}}%%\nflowchart LR'],
    ['flowchart LR\n  A --> B %%{init: {}}%%', 'flowchart LR\n  A --> B '],
    ['%%{a}%% x %%{b}%%\ny %%{c', '%%{a}%% x %%{b}%%\ny %% {c'],
    ['flowchart LR\n%% a comment\n  A --- B', 'flowchart LR\n%% a comment\n  A --- B'],
  ])('%j', (source, bare) => {
    expect(withoutConfiguration(source)).not.toMatch(/%%\{|^---/);
    expect(withoutConfiguration(source).trim()).toContain(bare.split('\n').at(-1)?.trim());
  });
  test('what is left over from a removal is removed, too', () => {
    expect(withoutConfiguration('%%%%{a}%%{init: {"securityLevel": "loose"}}%%\nx')).not.toMatch(
      /%%\{/,
    );
    expect(withoutConfiguration('%%{init: {')).toBe('%% {init: {');
  });
});

describe('messages', () => {
  test('a request', () => {
    const request = { id: 1, source: 'x', dark: false };
    expect(readRequest({ ...request, more: 1 })).toEqual(request);
    expect(readRequest({ ...request, source: 'x'.repeat(maxSource + 1) })).toBeNull();
    for (const wrong of [
      null,
      'x',
      [],
      { id: '1', source: 'x', dark: true },
      { id: 1, source: {} },
    ])
      expect(readRequest(wrong)).toBeNull();
  });
  test('a result', () => {
    const drawn = { kind: 'drawn', id: 1, svg: '<svg/>', width: 10, height: 10 };
    expect(readResult(drawn)).toEqual(drawn);
    for (const change of [
      { svg: '<html>' },
      { svg: `<svg>${'x'.repeat(2_000_001)}` },
      { svg: `<svg>${'<g/>'.repeat(4000)}` },
      { width: Number.NaN },
      { height: 0 },
      { height: 1e9 },
      { width: '10' },
      { id: null },
      { kind: 'ready' },
    ])
      expect(readResult({ ...drawn, ...change })).toBeNull();
    expect(readResult({ kind: 'failed', id: 2, message: 'm'.repeat(9000) })).toMatchObject({
      message: 'm'.repeat(4000),
    });
    expect(isReady({ kind: 'ready' })).toBe(true);
    expect(isReady('ready')).toBe(false);
  });
});
