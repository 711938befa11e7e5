import { expect, it } from 'vitest';
import type { ToolSource } from '../../../src/main/tools/ports.ts';
import type { Servers } from '../../../src/main/tools/servers.ts';
import { createSources } from '../../../src/main/tools/sources.ts';
import { serverOf } from './rig.ts';

const none = (): never => {
  throw new Error('Instructions ask for nothing else.');
};

it('adds 8,000 characters of the instructions of a server, and those of no other', () => {
  const servers: Servers = {
    list: () => [serverOf('notes', { usesInstructions: true }), serverOf('other')],
    sources: none,
    save: none,
    enable: none,
    remove: none,
    identity: none,
    port: none,
    close: none,
  };
  const sources = createSources({ builtIn: [], servers, onChange: none, report: none });
  const source = (id: string): ToolSource => ({
    id,
    kind: 'server',
    name: id,
    state: none,
    tools: none,
    instructions: () => `${'i'.repeat(9000)} of ${id}`,
    call: none,
  });
  const text = sources.instructions(
    ['notes', 'other'].map((id) => ({ source: source(id), identity: '', tools: [] })),
  );
  expect(text.match(/i{100,}/gu)?.map((run) => run.length)).toEqual([8000]);
  expect(text).toContain('notes');
  expect(text).not.toContain('other');
});
