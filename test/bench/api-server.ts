/**
 * The API in a separate process, for the bench: settings and conversations in memory, controlled by
 * IPC.
 */
import { createApiService } from '../../src/main/local-api/service.ts';
import { createCore } from '../../src/main/app/core.ts';
import { createMemoryStore } from '../main/turns/memory-store.ts';
import { memorySpending } from '../main/spending/memory-spending.ts';
import { memorySecrets, memorySettings } from '../main/providers/memory-ports.ts';

const settings = memorySettings({ defaultModel: 'scripted-model' });
const core = createCore({
  settings,
  store: createMemoryStore(),
  secrets: memorySecrets(),
  spending: memorySpending(),
  emit: () => undefined,
  clients: () => [],
  loadAttachment: () => Promise.resolve({ kind: 'missing' }),
  report: (error) => console.error(error),
  onTurnEnded: () => undefined,
});
const api = createApiService({
  core,
  settings,
  tokens: { list: () => [], update: () => Promise.resolve() },
  tell: () => undefined,
  report: (error) => console.error(error),
  version: '0',
});

process.on('disconnect', () => process.exit(1));
process.on('message', (order) => {
  if (order === 'memory') {
    globalThis.gc?.();
    const { rss, heapUsed: heap, external } = process.memoryUsage();
    process.send?.({ rss, heap: heap + external });
    return;
  }
  void api.stop().then(() => process.exit(0));
});

const { address, token } = await api.serve(0);
process.send?.({ address, token });
