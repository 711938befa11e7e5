import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApiHandlers } from '../../../src/main/local-api/handlers.ts';
import { createApiService, type ApiServiceOptions } from '../../../src/main/local-api/service.ts';
import type { ApiView } from '../../../src/shared/model/api.ts';
import type { Notice } from '../../../src/shared/contract/index.ts';
import { memorySettings } from '../providers/memory-ports.ts';
import { newRoot, storeOn, saidNotices } from '../store/support.ts';
import { memoryTokens, rigForTest, type Rig } from './support.ts';

async function serviceOver(rig: Rig, rest: Partial<ApiServiceOptions> = {}) {
  const told: ApiView[] = [];
  const settings = rest.settings ?? memorySettings({ apiPort: await freePort() });
  const api = createApiService({
    core: rig.core,
    settings,
    tokens: memoryTokens(),
    tell: (view) => told.push(view),
    report: (error) => {
      throw error;
    },
    version: '1.2.3',
    ...rest,
  });
  onTestFinished(() => api.stop());
  return { api, told, settings };
}

/** Occupies a port until the test is over; 0 for any. */
async function takePort(
  port = 0,
  host = '127.0.0.1',
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

async function freePort(): Promise<number> {
  const { port, server } = await takePort();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

const isUp = (address: string): Promise<boolean> =>
  fetch(`${address}/health`).then(
    (response) => response.ok,
    () => false,
  );

describe('the switch', () => {
  it('is off by default, and on and off at once', async () => {
    const rig = await rigForTest();
    const { api, told, settings } = await serviceOver(rig);
    expect(api.view().state).toEqual({ kind: 'off' });
    const on = await api.setEnabled(true);
    const { apiPort } = settings.read();
    const address = `http://127.0.0.1:${apiPort}`;
    expect(on.state).toEqual({ kind: 'on', address, port: apiPort, wantedPort: apiPort });
    expect(await isUp(address)).toBe(true);
    expect((await api.setEnabled(false)).state).toEqual({ kind: 'off' });
    expect(await isUp(address)).toBe(false);
    expect(settings.read().apiEnabled).toBe(false);
    expect(told.map(({ state }) => state.kind)).toEqual(['starting', 'on', 'off']);
  });

  it('takes the next free port while no program knows the wanted one, and says so', async () => {
    const rig = await rigForTest();
    const { port, server } = await takePort();
    onTestFinished(() => void server.close());
    const settings = memorySettings({ apiPort: port, apiEnabled: true });
    const { api } = await serviceOver(rig, { settings });
    await expect.poll(() => api.view().state.kind).toBe('on');
    const { state } = api.view();
    if (state.kind !== 'on') throw new Error('It is on.');
    expect(state.wantedPort).toBe(port);
    expect(state.port).not.toBe(port);
    expect(await isUp(state.address)).toBe(true);
    // With the first token a program knows the port, so it becomes the wanted one.
    const live = rig.provider.live();
    const { token } = await api.createToken('Editor');
    const headers = { authorization: `Bearer ${token}` };
    const asked = fetch(`${state.address}/chat?prompt=x`, { headers });
    await rig.provider.waitForRequest(1);
    await expect.poll(() => api.view().state).toEqual({ ...state, wantedPort: state.port });
    expect(settings.read().apiPort).toBe(state.port);
    // An answer in progress is completed.
    void live.write('Fine.');
    void live.finish('stop');
    expect(await (await asked).text()).toBe('Fine.');
  });

  it.each(['127.0.0.1', '::1'])(
    'stays away while another program has its port of %s, and comes back by itself',
    async (host) => {
      const rig = await rigForTest();
      const { port, server } = await takePort(0, host);
      onTestFinished(() => void server.close());
      const heard: string[] = [];
      server.on('connection', (socket) => {
        heard.push('a connection');
        socket.destroy();
      });
      const tokens = memoryTokens();
      const notices: Notice[] = [];
      const settings = memorySettings({ apiPort: port, apiEnabled: false });
      const { api, told } = await serviceOver(rig, {
        tokens,
        settings,
        notify: (notice) => notices.push(notice),
        limits: { retryMs: 50 },
      });
      const { token } = await api.createToken('Editor');
      const { state } = await api.setEnabled(true);
      if (state.kind !== 'taken') throw new Error('It is taken.');
      expect(state.port).toBe(port);
      // The suggested port is free, and is used only if the person accepts it.
      expect(state.free).not.toBe(port);
      expect(await isUp(`http://127.0.0.1:${state.free}`)).toBe(false);
      // A program that is just ending causes no notice; one that stays causes one.
      await expect.poll(() => notices.length).toBe(1);
      const before = told.length;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
      expect(notices).toMatchObject([{ id: 'api-port-taken', tone: 'problem' }]);
      expect(told.length).toBe(before);
      expect(heard).toEqual([]);
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await expect.poll(() => api.view().state.kind, { timeout: 10_000 }).toBe('on');
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`http://127.0.0.1:${port}/v1/models`, { headers })).status).toBe(200);
    },
  );

  it('moves to the port that the person chooses while its own is taken', async () => {
    const rig = await rigForTest();
    const { port, server } = await takePort();
    onTestFinished(() => void server.close());
    const settings = memorySettings({ apiPort: port, apiEnabled: true });
    const tokens = memoryTokens();
    await tokens.update(() => [
      { id: 'a', name: 'A', hash: 'ab'.repeat(32), createdAt: '2026-11-01T00:00:00Z' },
    ]);
    const { api } = await serviceOver(rig, { settings, tokens });
    await expect.poll(() => api.view().state.kind).toBe('taken');
    const { state } = api.view();
    const free = state.kind === 'taken' ? (state.free ?? 0) : 0;
    settings.update((before) => ({ ...before, apiPort: free }));
    await expect.poll(() => api.view().state).toMatchObject({ kind: 'on', port: free });
    settings.update((before) => ({ ...before, apiPort: port }));
    await expect.poll(() => api.view().state.kind).toBe('taken');
    expect((await api.setEnabled(false)).state).toEqual({ kind: 'off' });
    await expect(api.serve(port)).rejects.toMatchObject({ error: { kind: 'invalid' } });
  });

  it('moves when the port is changed, and ends what is under way when it closes', async () => {
    const rig = await rigForTest();
    const { api, settings } = await serviceOver(rig);
    await api.setEnabled(true);
    const { token } = await api.createToken('Script');
    const live = rig.provider.live();
    const address = `http://127.0.0.1:${settings.read().apiPort}`;
    const headers = { authorization: `Bearer ${token}` };
    const asked = fetch(`${address}/chat/sse?prompt=x`, { headers });
    await rig.provider.waitForRequest(1);
    void live.write('Some');
    const response = await asked;
    const next = await freePort();
    settings.update((before) => ({ ...before, apiPort: next }));
    await rig.provider.aborted(1);
    expect(await response.text()).toContain('event: error');
    await expect.poll(() => isUp(`http://127.0.0.1:${next}`)).toBe(true);
    expect(await isUp(address)).toBe(false);
  });

  it('answers the commands of the window', async () => {
    const rig = await rigForTest();
    const { api } = await serviceOver(rig);
    const handlers = createApiHandlers(api);
    expect(await handlers['api.status'](undefined)).toEqual({
      state: { kind: 'off' },
      tokens: [],
      origins: [],
      keepsContent: false,
      requests: [],
    });
    expect((await handlers['api.setEnabled']({ enabled: true })).state.kind).toBe('on');
    const { token, view } = await handlers['api.createToken']({ name: 'Editor' });
    expect(token).toMatch(/^parley_[\w-]{43}$/);
    expect(view.tokens).toMatchObject([{ name: 'Editor' }]);
    expect(JSON.stringify(view)).not.toContain(token);
    const after = await handlers['api.revokeToken']({ tokenId: view.tokens[0]?.id ?? '' });
    expect(after.tokens).toEqual([]);
    const allowed = await handlers['api.allowOrigin']({ origin: 'https://a.example' });
    expect(allowed.origins).toEqual(['https://a.example']);
    expect((await handlers['api.forgetOrigin']({ origin: 'https://a.example' })).origins).toEqual(
      [],
    );
    expect((await handlers['api.keepContent']({ keep: true })).keepsContent).toBe(true);
    expect(await handlers['api.content']({ number: 1 })).toBeNull();
  });
});

describe('the tokens', () => {
  it('are kept as hashes, and outlive the program', async () => {
    const rig = await rigForTest();
    const root = newRoot();
    const store = await storeOn(root);
    const { api } = await serviceOver(rig, { tokens: store.tokens });
    const made = await Promise.all(['One', 'Two', 'Three'].map((name) => api.createToken(name)));
    await store.conversations.flush();
    const text = readFileSync(join(root, 'api-tokens.json'), 'utf8');
    for (const { token } of made) expect(text).not.toContain(token.slice(7));
    const again = await storeOn(root);
    const later = await serviceOver(rig, { tokens: again.tokens });
    const view = await later.api.setEnabled(true);
    if (view.state.kind !== 'on') throw new Error('It is on.');
    expect(view.tokens.map(({ name }) => name)).toEqual(['One', 'Two', 'Three']);
    const headers = { authorization: `Bearer ${made[1]?.token}` };
    expect((await fetch(`${view.state.address}/v1/models`, { headers })).status).toBe(200);
  });

  it('survive a damaged neighbour, which is reported', async () => {
    const root = newRoot();
    const good = {
      id: 'a',
      name: 'Good',
      hash: 'ab'.repeat(32),
      createdAt: '2026-11-01T00:00:00Z',
    };
    const file = { version: 1, tokens: [good, { ...good, hash: 'short' }], extra: 1 };
    writeFileSync(join(root, 'api-tokens.json'), JSON.stringify(file));
    const store = await storeOn(root);
    expect(store.tokens.list()).toEqual([good]);
    const { notices } = await store.conversations.load();
    expect(saidNotices(notices)[0]).toContain('api-tokens.json: Some API tokens are damaged');
    await store.tokens.update((before) => before);
    const kept = JSON.parse(readFileSync(join(root, 'api-tokens.json'), 'utf8')) as object;
    expect(kept).toEqual({ version: 1, tokens: [good], extra: 1 });
  });

  it('are unchanged when the disk refuses', async () => {
    const rig = await rigForTest();
    const root = newRoot();
    writeFileSync(join(root, 'api-tokens.json'), JSON.stringify({ version: 99, tokens: [] }));
    const store = await storeOn(root);
    const { api } = await serviceOver(rig, { tokens: store.tokens });
    await expect(api.createToken('One')).rejects.toThrow('newer version');
    expect(api.view().tokens).toEqual([]);
  });
});
