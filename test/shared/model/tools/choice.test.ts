import { describe, expect, it } from 'vitest';
import type { ToolSourceView, ToolView } from '../../../../src/shared/model/tools.ts';
import {
  isSameChoice,
  nothingChosen,
  tokensOf,
  withSource,
  withTool,
} from '../../../../src/shared/model/tools/choice.ts';

const tool = (name: string, rest: Partial<ToolView> = {}): ToolView => ({
  key: `a/${name}`,
  name,
  title: '',
  description: '',
  hints: { isReadOnly: true, isDestructive: false, reachesInternet: false },
  tokens: 100,
  permission: 'ask',
  ...rest,
});

describe('the choice of tools', () => {
  it('switches sources and tools, each for itself', () => {
    const on = withSource(nothingChosen, 'a', true);
    expect(on).toEqual({ on: ['a'], off: [] });
    expect(withSource(on, 'a', true)).toEqual(on);
    const less = withTool(on, 'a/x', false);
    expect(less).toEqual({ on: ['a'], off: ['a/x'] });
    expect(withTool(less, 'a/x', true)).toEqual(on);
    expect(withSource(less, 'a', false)).toEqual({ on: [], off: ['a/x'] });
  });

  it('is the same in any order', () => {
    expect(isSameChoice({ on: ['a', 'b'], off: [] }, { on: ['b', 'a'], off: [] })).toBe(true);
    expect(isSameChoice({ on: ['a'], off: [] }, { on: ['a'], off: ['a/x'] })).toBe(false);
  });
});

it('counts the tokens of what models are offered, and nothing else', () => {
  const source: ToolSourceView = {
    id: 'a',
    kind: 'server',
    name: 'A',
    state: { kind: 'off' },
    tools: [
      tool('x'),
      tool('y', { tokens: 7 }),
      tool('never', { permission: 'never' }),
      tool('broken', { problem: 'bad_schema' }),
    ],
    allowsReadOnly: false,
  };
  expect(tokensOf(source, nothingChosen)).toBe(0);
  expect(tokensOf(source, { on: ['a'], off: [] })).toBe(107);
  expect(tokensOf(source, { on: ['a'], off: ['a/y'] })).toBe(100);
});
