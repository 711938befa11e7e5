import { describe, expect, it, onTestFinished } from 'vitest';
import { createApiService } from '../../../src/main/local-api/service.ts';
import { memoryTokens } from '../local-api/support.ts';
import { callOf, program, serverOf, type Program } from './rig.ts';
import { toolOf } from './scripted-server.ts';

async function withApi(): Promise<
  Program & { readonly id: string; readonly post: (path: string, body: object) => Promise<string> }
> {
  const p = await program();
  await p.add(serverOf('files'));
  p.servers.list('files', toolOf('write'));
  const api = createApiService({
    core: p.core,
    settings: p.store.settings,
    tokens: memoryTokens(),
    tell: () => undefined,
    report: () => undefined,
    version: '1',
  });
  onTestFinished(() => api.stop());
  const { address } = await api.serve(0);
  const { token } = await api.createToken('Test');
  return {
    ...p,
    id: await p.converse('files', 'calculator'),
    async post(path, body) {
      const headers = { authorization: `Bearer ${token}` };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`${address}${path}`, init)).text();
    },
  };
}

describe('a program that asks through the API', () => {
  it('gets tools run only if it says so, and nothing that is not allowed where no window is', async () => {
    const p = await withApi();
    const wish = { prompt: 'Go', conversation: p.id };
    p.script();
    expect(await p.post('/chat', wish)).toBe('The end.');
    expect(p.provider.requests.at(-1)?.body).not.toHaveProperty('tools');
    p.script([
      callOf('a', 'calculate', { expression: '6*7' }),
      callOf('b', 'FILES__write', { n: 1 }),
    ]);
    const told = await p.post('/chat/sse', { ...wish, run_tools: true });
    expect(told).toContain('"content":"42"');
    expect(told).toContain('{"id":"b","state":"denied"}');
    expect(told).toContain('{"content":" end."}');
    expect(p.servers.calls).toEqual([]);
    expect(p.complaints()).toEqual([]);
  });

  it('is not told of calls where it would run them itself', async () => {
    const p = await withApi();
    p.script([callOf('a', 'calculate', { expression: '6*7' })]);
    const answer = await p.post('/v1/chat/completions', {
      model: 'scripted-model',
      messages: [{ role: 'user', content: 'Go' }],
      conversation: p.id,
      run_tools: true,
    });
    expect(answer).toContain('The end.');
    expect(answer).not.toContain('tool_calls');
    expect(p.provider.requests.at(-1)?.body).not.toHaveProperty('run_tools');
  });

  it('is refused where there is no conversation', async () => {
    const p = await withApi();
    expect(await p.post('/chat', { prompt: 'Go', run_tools: true })).toContain(
      'run_tools_needs_conversation',
    );
  });
});
