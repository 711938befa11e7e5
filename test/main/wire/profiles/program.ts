import { join } from 'node:path';
import { createCore, type Core } from '../../../../src/main/app/core.ts';
import { openContentLoader } from '../../../../src/main/attachments/content.ts';
import { createConfined } from '../../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../../src/main/confined/node-process.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import { createServerFetch } from '../../../../src/main/providers/fetch.ts';
import {
  createAttachmentStore,
  type AttachmentStore,
} from '../../../../src/main/store/attachments.ts';
import { noTools, type ToolRunner } from '../../../../src/main/turns/calls/tool-runner.ts';
import type { News } from '../../../../src/shared/model/news.ts';
import type { Settings } from '../../../../src/shared/model/settings.ts';
import { rightKey, type Service } from '../../../provider/profiles/start.ts';
import { storeOn } from '../../store/support.ts';

/** Parley without a window, as it runs on a data folder. */
export interface Program {
  readonly core: Core;
  readonly attachments: AttachmentStore;
  /** The tools of each conversation. */
  readonly tools: Map<string, ToolRunner>;
  readonly news: News[];
  readonly settings: (change: Partial<Settings>) => void;
  /** The provider of a service; the person enters it on first use. */
  readonly providerOf: (service: Service) => Promise<string>;
  /** Writes everything and starts again on the same folder. */
  readonly restart: () => Promise<Program>;
}

const entry = join(import.meta.dirname, '../../../../src/main/confined/entry.ts');

/** Starts it on a folder, within reach of these services. */
export async function startProgram(root: string, services: readonly Service[]): Promise<Program> {
  const store = await storeOn(root, {
    report: (error) => {
      throw error;
    },
  });
  const report = (error: unknown): void => {
    throw error;
  };
  const attachments = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  // Pictures need no process of their own, so none is started.
  const confined = createConfined({ start: createNodeProcesses(entry) });
  const tools = new Map<string, ToolRunner>();
  const news: News[] = [];
  const serverFetch = services.reduce(
    (fetch, service) => service.reach(fetch),
    createServerFetch({}),
  );
  const core = createCore({
    store: store.conversations,
    settings: store.settings,
    secrets: store.secrets,
    spending: store.spending,
    environment: {},
    serverFetch,
    loadAttachment: openContentLoader(attachments, confined, report),
    toolsOf: ({ id }) => Promise.resolve(tools.get(id) ?? noTools),
    emit(name, payload) {
      if (name !== 'notice') return;
      const { news: said } = payload as { readonly news?: News };
      if (said !== undefined) news.push(said);
    },
    clients: () => [],
    report,
    onTurnEnded: () => undefined,
  });
  await core.loaded;

  return {
    core,
    attachments,
    tools,
    news,
    settings: (change) => store.settings.update((before) => ({ ...before, ...change })),
    async providerOf({ profile }) {
      const { name, address, keyHeader } = profile;
      const known = core.registry.list().find((each) => each.name === name);
      if (known !== undefined) return known.id;
      const input = { id: null, kind: 'openai_compatible', name, baseUrl: address } as const;
      const { id } = await core.registry.save(input);
      if (keyHeader !== null) await core.registry.setKey(id, rightKey);
      return id;
    },
    async restart() {
      await store.conversations.flush();
      return startProgram(root, services);
    },
  };
}
