/** `npm run serve`: the core and the API, without a window and without Electron. */
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { t } from '../../shared/language/translate.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { createApiService } from '../local-api/service.ts';
import { createPictureKeeper } from '../attachments/kept-pictures.ts';
import { createCore, type Core } from '../app/core.ts';
import { toolsOnUse } from '../app/tools-on-use.ts';
import { readVersion } from '../app/version.ts';
import { openWindowless } from '../app/windowless/windowless.ts';
import { discoverServers } from '../providers/discover.ts';
import { speakInTerminal } from '../language/speak-in-terminal.ts';
import { createServerFetch } from '../providers/fetch.ts';
import { watchStore } from '../search/watched-store.ts';
import { announceApi } from '../local-api/announce.ts';
import { isInUse, openDataFolder } from '../app/windowless/windowless-folder.ts';
import { helpCommand, parseServeOptions, serveHelp, type ServeOptions } from './options.ts';

const { stdout, stderr } = process;

function report(error: unknown): void {
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** Says something to whoever started this. */
function tell(sentence: string): void {
  stderr.write(`${withoutIsolates(sentence)}\n`);
}

/** Makes sure that there is a provider to serve; returns false if there is none. */
async function findProviders({ registry }: Core, demo: boolean): Promise<boolean> {
  if (demo)
    await registry.save({ id: null, kind: 'demo', name: t('first_run.demo.name'), baseUrl: '' });
  if (registry.list().length > 0) return true;
  for (const { name, baseUrl } of await discoverServers({ fetch: createServerFetch() })) {
    await registry.save({ id: null, kind: 'openai_compatible', name, baseUrl });
  }
  return registry.list().length > 0;
}

/** Serves until it receives a signal; returns the exit code. */
async function serve(options: ServeOptions): Promise<number> {
  const folder = openDataFolder(options.data ?? process.env['PARLEY_USER_DATA'] ?? null, 'serve');
  if (isInUse(folder.root)) {
    tell(t('serve.running'));
    return 1;
  }
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
  const environment =
    options.baseUrl === null ? process.env : { ...process.env, OPENAI_BASE_URL: options.baseUrl };
  const version = readVersion();
  const { store, tools, confined, loadAttachment, attachmentStore } = await openWindowless({
    root: folder.root,
    version,
    turns: {
      look: (id) => core.turns.look(id),
      resume: (id, messageId) => core.turns.resume(id, messageId),
    },
    contextTokens: (wanted) => core.contextTokens(wanted),
    environment,
    emit: () => undefined,
    report,
  });
  const { settings } = store;
  const core = createCore({
    store: watchStore(store.conversations, tools.watcher),
    settings,
    secrets: store.secrets,
    spending: store.spending,
    modelLists: store.modelLists,
    environment,
    allowsPlainHttp: options.allowHttp,
    loadAttachment,
    keepPicture: createPictureKeeper(attachmentStore),
    emit: () => undefined,
    clients: () => [],
    report,
    onTurnEnded: () => undefined,
    toolsOf: toolsOnUse(settings.read, tools.load),
  });
  const api = createApiService({
    core,
    settings,
    tokens: store.tokens,
    tell: () => undefined,
    report,
    version,
  });
  try {
    if (!(await findProviders(core, options.demo))) {
      tell(
        t('serve.no_model', { variable: 'OPENAI_API_KEY', server: '--base-url', demo: '--demo' }),
      );
      return 2;
    }
    await announceApi(api, options.port, (text) => stdout.write(text));
    await stopped;
    return 0;
  } finally {
    await Promise.all([api.stop(), tools.close()]);
    confined.stop();
    core.turns.keepAll();
    await store.conversations.flush();
    folder.leave();
  }
}

async function main(): Promise<number> {
  await speakInTerminal(process.argv.slice(2), process.env);
  const parsed = parseServeOptions(process.argv.slice(2));
  switch (parsed.kind) {
    case 'help':
      stdout.write(withoutIsolates(serveHelp()));
      return 0;
    case 'wrong':
      tell(parsed.message);
      tell(t('terminal.see_help', { command: helpCommand }));
      return 2;
    case 'serve':
      try {
        return await serve(parsed.options);
      } catch (error) {
        if (error instanceof ExpectedError) tell(error.message);
        else report(error);
        return 1;
      }
  }
}

// Exit explicitly: idle provider connections would keep the process alive for nothing.
process.exit(await main());
