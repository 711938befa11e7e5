import { describe, expect, it } from 'vitest';
import type { Tool, ToolSource } from '../../../src/main/tools/ports.ts';
import { offeredTools } from '../../../src/main/tools/tool-table.ts';

function toolOf(name: string, more: Partial<Tool> = {}): Tool {
  return {
    name,
    title: name,
    description: '',
    inputSchema: { type: 'object' },
    hints: { isReadOnly: false, isDestructive: false, reachesInternet: false },
    definition: name,
    ...more,
  };
}

const source: ToolSource = {
  id: 's',
  kind: 'server',
  name: 'Files',
  state: () => ({ kind: 'off' }),
  tools: () => Promise.resolve([]),
  instructions: () => '',
  call: () => Promise.reject(new Error('unused')),
};

const offered = (tools: readonly Tool[], off: readonly string[] = []): readonly string[] =>
  offeredTools([{ source, identity: '', tools }], { off: [...off] }).map(({ tool }) => tool.name);

describe('the tools that models are offered', () => {
  it('are in an order of their own, each once, without those that are off', () => {
    const tools = ['c', 'a', 'b', 'a'].map((name) => toolOf(name));
    expect(offered(tools, ['s/b'])).toEqual(['a', 'c']);
  });

  it('leave out what no model could use', () => {
    const tools = [
      toolOf('good'),
      toolOf('long', { definition: 'x'.repeat(200_001) }),
      toolOf('task', { needsTasks: true }),
      toolOf('text', { inputSchema: { type: 'string' } }),
      toolOf('broken', { problem: 'bad_schema' }),
    ];
    expect(offered(tools)).toEqual(['good']);
  });
});
