import { createFileKeeper } from '../attachments/kept-pictures.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import type { Confined } from '../confined/confined.ts';
import { newId } from '../conversations/id.ts';
import type { Library } from '../search/library.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import type { Store } from '../store/index.ts';
import { createAttachmentsSource } from '../tools/built-in/attachments.ts';
import { createCalculatorSource } from '../tools/built-in/calculator.ts';
import { createHistorySource, type SearchHistory } from '../tools/built-in/history.ts';
import { createTimeSource } from '../tools/built-in/time.ts';
import { signInLimits } from '../tools/mcp/sign-in/limits.ts';
import type { FilesPort, OpenServers } from '../tools/ports.ts';
import { createPersonDesk, type PersonDesk } from '../tools/person/desk.ts';
import { withModelUsage } from '../tools/person/model-usage.ts';
import { createToolService, type ToolService, type ToolServiceOptions } from '../tools/service.ts';
import { createWebTools, type WebTools } from '../tools/web/source.ts';
import type { LoadAttachment } from '../turns/attachment-contents.ts';
import { createGuardedFetch } from '../web/guarded-fetch.ts';
import type { WebNetwork } from '../web/read-page.ts';
import { redact } from '../wire/refusals/redact.ts';
import type { Core } from './core.ts';
import { choosePersonModel } from './person-model.ts';
import { toolServersFolder } from './tool-leftovers.ts';

/** Time limit for testing a search engine, in ms. */
const longestSearchTestMs = 20_000;

/** Rooms that the tools use. */
export interface OpenToolsOptions extends Pick<
  ToolServiceOptions,
  'attach' | 'onWaiting' | 'report'
> {
  readonly store: Pick<Store, 'settings' | 'secrets' | 'tools'>;
  readonly core: Pick<Core, 'contextTokens'> & {
    readonly turns: Pick<Core['turns'], 'look' | 'resume'>;
  };
  readonly library: Pick<Library, 'searchApart'>;
  readonly attachmentStore: Pick<AttachmentStore, 'put'>;
  readonly loadAttachment: LoadAttachment;
  readonly confined: Pick<Confined, 'run'>;
  readonly network: WebNetwork;
  /** The data folder. */
  readonly root: string;
  /** Parley's version. */
  readonly version: string;
  readonly emit: ToolServiceOptions['tell'];
  /** null in a program that cannot show requests of servers; servers then learn that. */
  readonly person: PersonRooms | null;
}

/** Rooms that requests of servers to the person use. */
export interface PersonRooms {
  readonly core: Pick<Core, 'turns' | 'choose' | 'registry' | 'spending'>;
  /** Called when a request of a server starts to wait for the person. */
  readonly onRequest: (request: PersonRequest) => void;
  readonly clients: () => readonly Client[];
  /** Opens a URL in the system's browser. Throws an ExpectedError. */
  readonly openUrl: (url: string) => Promise<void>;
}

/** Stores the files that tools return and reads attachments as text. */
export function filesFor(
  attachmentStore: Pick<AttachmentStore, 'put'>,
  load: LoadAttachment,
): FilesPort {
  return {
    keep: createFileKeeper(attachmentStore),
    async readText(part) {
      const content = await load(part);
      switch (content.kind) {
        case 'text':
          return content.text;
        case 'pages':
          return content.pages.map(({ text }) => text).join('\n\n');
        case 'image':
        case 'missing':
        case 'unreadable':
        case 'not_drawn_here':
          return null;
      }
    },
  };
}

function historyOf(library: Pick<Library, 'searchApart'>): SearchHistory {
  return async (query, limit) => {
    const answer = await library.searchApart(query, limit);
    if (answer.kind === 'superseded') return [];
    return answer.hits.map(({ conversationId, title, time, snippet }) => ({
      conversationId,
      title,
      date: time,
      text: snippet,
    }));
  };
}

/** Opens the MCP servers. Their code is loaded when the first one is needed. */
function serversOf(
  { root, version, network, store, person: rooms }: OpenToolsOptions,
  desk: PersonDesk | null,
): OpenServers {
  const person = desk === null ? {} : { person: desk.port };
  // The person may set up a server on this machine, but it must not redirect to another local
  // address.
  const isSetUp = (url: URL): boolean =>
    store.tools
      .read()
      .servers.some(
        ({ transport }) =>
          transport.kind === 'http' && URL.parse(transport.url)?.origin === url.origin,
      );
  return async (surroundings) => {
    const { openServersWith } = await import('../tools/mcp/open-servers.ts');
    const fetch = createGuardedFetch({
      ...network,
      allowsPrivate: isSetUp,
      keepsConnections: true,
    });
    const folder = toolServersFolder(root);
    const signIn = {
      makeFetch: (allowsPrivate: (url: URL) => boolean) =>
        createGuardedFetch({ ...network, allowsPrivate, limits: signInLimits }),
      openBrowser: rooms?.openUrl ?? null,
      // Parley has no https host for a description of itself.
      clientDocument: null,
    };
    return openServersWith({ folder, version, fetch, redact, ...person, signIn })(surroundings);
  };
}

/** Opens the desk at which requests of servers wait for the person. */
function personDeskOf(
  { store, emit, report }: OpenToolsOptions,
  { core, ...options }: PersonRooms,
): PersonDesk {
  const asking = { core, settings: store.settings.read };
  return createPersonDesk({
    tell: (requests) => emit('requests', requests),
    onWaiting: options.onRequest,
    canAsk: () => options.clients().length > 0,
    openUrl: options.openUrl,
    chooseModel: (conversationId) => choosePersonModel(asking, conversationId),
    count: (model, usage) =>
      store.tools.update((before) => ({
        ...before,
        modelUsage: withModelUsage(before.modelUsage, model, usage, Date.now()),
      })),
    newId,
    now: Date.now,
    report,
  });
}

/** Creates the tool service from the app's rooms. */
export function openTools(options: OpenToolsOptions): ToolService {
  const { store, core, library, network, confined } = options;
  let web: WebTools | null = null;
  const person = options.person === null ? null : personDeskOf(options, options.person);
  return createToolService({
    file: store.tools,
    secrets: store.secrets,
    files: filesFor(options.attachmentStore, options.loadAttachment),
    attach: options.attach,
    makeSources: [
      (surroundings) => {
        web = createWebTools(surroundings, { network, confined });
        return web.source;
      },
      createAttachmentsSource,
      () => createHistorySource(historyOf(library)),
      () => createTimeSource(),
      createCalculatorSource,
    ],
    openServers: serversOf(options, person),
    ...(person === null ? {} : { person }),
    settings: store.settings.read,
    conversation: (id) => core.turns.look(id),
    contextTokens: (wanted) => core.contextTokens(wanted),
    resume: (conversationId, messageId) => core.turns.resume(conversationId, messageId),
    testSearch: async () => {
      if (web === null) throw new Error('The web is made with the service.');
      return (await web.testSearch(AbortSignal.timeout(longestSearchTestMs))).results;
    },
    tell: options.emit,
    onWaiting: options.onWaiting,
    newId,
    now: Date.now,
    report: options.report,
  });
}
