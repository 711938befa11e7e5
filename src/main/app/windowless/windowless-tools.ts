import { join } from 'node:path';
import type { Confined } from '../../confined/confined.ts';
import { createFindProxy, createServerFetch } from '../../providers/fetch.ts';
import type { Library } from '../../search/library.ts';
import type { LibraryWatcher } from '../../search/watched-store.ts';
import type { AttachmentStore } from '../../store/attachments.ts';
import type { Store } from '../../store/index.ts';
import type { ToolService, ToolServiceOptions } from '../../tools/service.ts';
import type { LoadAttachment } from '../../turns/attachment-contents.ts';
import { onFirstUse } from '../on-first-use.ts';
import type { OpenToolsOptions } from '../open-tools.ts';
import { endToolLeftovers } from '../tool-leftovers.ts';

/** Dependencies of the tools of a program without a window. */
export interface WindowlessToolsOptions {
  /** The data folder. */
  readonly root: string;
  /** Parley's version. */
  readonly version: string;
  readonly store: Pick<Store, 'settings' | 'secrets' | 'tools'>;
  readonly turns: OpenToolsOptions['core']['turns'];
  readonly contextTokens: OpenToolsOptions['core']['contextTokens'];
  readonly attachmentStore: Pick<AttachmentStore, 'put'>;
  readonly loadAttachment: LoadAttachment;
  readonly confined: Pick<Confined, 'run'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Receives the events that a window would receive. */
  readonly emit: ToolServiceOptions['tell'];
  readonly report: (error: unknown) => void;
}

/** The tools of a program without a window: the same service as the app's. */
export interface WindowlessTools {
  /** Loads the tools. */
  readonly load: () => Promise<ToolService>;
  /** Receives the changes of conversations, for the search in past conversations. */
  readonly watcher: LibraryWatcher;
  /** Ends the tool servers and all else that was opened. Never rejects. */
  readonly close: () => Promise<void>;
}

/** Loads and starts the search index. It catches up with the files when it starts. */
async function startLibrary(
  root: string,
  report: WindowlessToolsOptions['report'],
): Promise<Library> {
  const { createLibrary } = await import('../../search/library.ts');
  const worker = join(import.meta.dirname, '../../search/worker.ts');
  const library = createLibrary({ root, worker, tell: () => undefined, report });
  library.start();
  return library;
}

/**
 * Creates the tools of a program without a window. Ends what a killed program left behind in the
 * data folder; everything else is loaded on first use.
 */
export function windowlessTools(options: WindowlessToolsOptions): WindowlessTools {
  const { root, environment, report } = options;
  void endToolLeftovers(root, report);
  const library = onFirstUse(() => startLibrary(root, report));
  const opened = onFirstUse(async () => {
    const { openTools } = await import('../open-tools.ts');
    const findProxy = createFindProxy(environment);
    return openTools({
      ...options,
      core: { turns: options.turns, contextTokens: options.contextTokens },
      library: { searchApart: async (query, limit) => (await library()).searchApart(query, limit) },
      network: {
        proxied: createServerFetch(environment),
        hasProxy: async (url) => (await findProxy(url)) !== null,
      },
      attach: null,
      person: null,
      onWaiting: () => undefined,
    });
  });
  const told = (tell: (started: Library) => void): void =>
    void library.made()?.then(tell).catch(report);
  return {
    load: opened,
    watcher: {
      changed: (head, messages) => told((started) => started.changed(head, messages)),
      reread: (id) => told((started) => started.reread(id)),
      removed: (id) => told((started) => started.removed(id)),
    },
    async close() {
      const tools = opened.made() ?? Promise.resolve(null);
      const search = library.made() ?? Promise.resolve(null);
      await Promise.all([
        tools.then((service) => service?.close()).catch(report),
        search.then((started) => started?.close()).catch(report),
      ]);
    },
  };
}
