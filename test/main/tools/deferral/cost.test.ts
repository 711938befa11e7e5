import { expect, it } from 'vitest';
import { tokensOf } from '../../../../src/main/tools/large-results.ts';
import type { ToolsCost } from '../../../../src/shared/model/tools.ts';
import { toolOf } from '../scripted-server.ts';
import { callOf, program, serverOf, type Program } from '../rig.ts';
import { manyTools } from './many-tools.ts';

const on = (...sources: readonly string[]) => ({ on: [...sources], off: [] });

async function costIn(
  p: Program,
  conversationId: string | null,
  tools: { readonly on: string[]; readonly off: string[] },
): Promise<ToolsCost> {
  return p.tools.handlers['tools.cost']({
    conversationId,
    tools,
    providerId: null,
    model: null,
  });
}

interface Sent {
  readonly messages?: readonly unknown[];
  readonly tools?: readonly { readonly function: object }[];
}

/** Counts the definitions of the last request as the popup does. */
function sentTokens(p: Program): number {
  const { tools = [] }: Sent = p.provider.requests.at(-1)?.body ?? {};
  return tools.reduce((sum, each) => sum + tokensOf(JSON.stringify(each.function)), 0);
}

it('is what goes with the next request, found tools included', async () => {
  const p = await program();
  await p.add(serverOf('files'));
  p.servers.list('files', ...manyTools(500));
  const tools = on('files', 'calculator');
  expect(await costIn(p, null, on())).toEqual({ tokens: 0, deferred: null });
  // Nothing is known of a server before it has been asked.
  await costIn(p, null, tools);
  const id = await p.converse('files', 'calculator');
  p.script([callOf('a', 'tool_search', { query: 'invoice' })]);
  await p.ask(id);
  const fresh = await costIn(p, null, tools);
  expect(fresh.deferred).toMatchObject({
    tools: 500,
    found: 0,
    because: 'tokens',
    limit: 4000,
    contextTokens: null,
  });
  expect(fresh.deferred?.allTokens).toBeGreaterThan(20_000);
  const { tokens, deferred } = await costIn(p, id, tools);
  expect(deferred?.found).toBe(5);
  expect(tokens).toBeGreaterThan(fresh.tokens);
  expect(Math.abs(tokens - sentTokens(p))).toBeLessThan(tokens * 0.1);

  p.core.registry.told('p', [{ id: 'scripted-model', contextTokens: 10_000_000 }]);
  expect((await costIn(p, id, tools)).deferred).toMatchObject({ because: 'count', limit: 128 });
  p.servers.list('files', toolOf('read'));
  await p.ask(id);
  expect((await costIn(p, id, tools)).deferred).toBeNull();
  expect(await costIn(p, id, on('calculator'))).toMatchObject({ deferred: null });
});
