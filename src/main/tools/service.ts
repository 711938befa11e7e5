import { expected } from '../../shared/expected.ts';
import { effectiveTools } from '../../shared/model/assistants/effective.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import { pathTo } from '../../shared/model/tree.ts';
import type { PendingApproval, ToolChoice, ToolsView } from '../../shared/model/tools.ts';
import type { ToolRunner } from '../turns/calls/tool-runner.ts';
import type { ToolsOf } from '../turns/turn-service.ts';
import type { Emit } from '../conversations/conversation-service.ts';
import { createDesk } from './approvals/desk.ts';
import { createGrants } from './approvals/grants.ts';
import { permissionViews, withoutPermission } from './approvals/permissions.ts';
import { createResultsSource, resultsSourceId } from './built-in/results.ts';
import { createConsents, type CallingAssistant } from './consent.ts';
import { decide, pendingIn, type DecidingOptions } from './deciding.ts';
import { costOfTools } from './deferral/cost.ts';
import { planOffer } from './deferral/plan-offer.ts';
import { createResultRoom } from './deferral/room.ts';
import { searchSourceId } from './deferral/tool-search.ts';
import type { ToolHandlers } from './handlers.ts';
import type { ToolsFilePort } from './kept.ts';
import type { FilesPort, MakeSource, OpenServers, ToolSecretsPort } from './ports.ts';
import { createOfferHandlers } from './offers/handlers.ts';
import type { OfferHandlers } from './offers/lazy-handlers.ts';
import type { AttachBytes } from './offers/ports.ts';
import type { PersonDesk } from './person/desk.ts';
import { createRunner } from './runner.ts';
import { createToolSecrets } from './secrets.ts';
import { createServers, type Servers } from './servers.ts';
import { createSources, type Sources } from './sources.ts';
import { toolsView } from './views.ts';

/** A provider and a model; either may be null. */
type WantedModel = Pick<Conversation, 'providerId' | 'model'>;

/** Dependencies of the tools. */
export interface ToolServiceOptions {
  readonly file: ToolsFilePort;
  readonly secrets: ToolSecretsPort;
  readonly files: FilesPort;
  /** Attaches prompts and resources of servers to a message; null without a composer. */
  readonly attach: AttachBytes | null;
  /** Built-in sources, in the order in which they are sent to models. */
  readonly makeSources: readonly MakeSource[];
  /** null if this program runs no servers. */
  readonly openServers: OpenServers | null;
  /** Requests of servers to the person; absent if this program shows none. */
  readonly person?: Pick<PersonDesk, 'answer' | 'requests' | 'close'>;
  readonly settings: () => {
    readonly tools?: ToolChoice | undefined;
    readonly allowWeakKeyStorage: boolean;
  };
  /**
   * Returns the current conversation, including the answer that is being written. Throws an
   * ExpectedError if it is gone.
   */
  readonly conversation: (id: string) => Promise<Conversation>;
  /**
   * Returns the context window of a model, in tokens; null if it is unknown. What is null comes from
   * the settings.
   */
  readonly contextTokens: (wanted: WantedModel) => Promise<number | null>;
  /** Resumes a turn whose calls are waiting. */
  readonly resume: (conversationId: string, messageId: string) => Promise<unknown>;
  /** Tests the configured search engine; null if this program has no search. */
  readonly testSearch: (() => Promise<number>) | null;
  readonly tell: Emit;
  /** Called when calls start to wait for the person or more of them wait. */
  readonly onWaiting: (pending: PendingApproval) => void;
  readonly newId: () => string;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

/** The tools: their sources, their permissions and their approvals. */
export interface ToolService {
  readonly handlers: ToolHandlers;
  /** Handlers for the composer's prompts and resources. */
  readonly offers: OfferHandlers;
  /** The tools of a turn. */
  readonly toolsOf: ToolsOf;
  /** Returns the requests of servers that wait for the person. */
  requests(): readonly PersonRequest[];
  /** Stops all servers before Parley quits. Never rejects. */
  close(): Promise<void>;
}

/** The parts of the service. */
interface Parts extends DecidingOptions {
  readonly options: ToolServiceOptions;
  readonly servers: Servers;
  readonly sources: Sources;
  readonly secrets: ReturnType<typeof createToolSecrets>;
}

/**
 * Creates a function that sends the state of the tools to the windows, once for changes that happen
 * together. Sends nothing before a window has asked for it, because reading the state starts
 * servers.
 */
function createTeller(
  view: () => Promise<ToolsView>,
  hasBeenSeen: () => boolean,
  { tell, report }: Pick<ToolServiceOptions, 'tell' | 'report'>,
): () => void {
  let isDue = false;
  return () => {
    if (isDue || !hasBeenSeen()) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      view()
        .then((now) => tell('tools', now))
        .catch(report);
    });
  };
}

function createHandlers(parts: Parts, view: () => Promise<ToolsView>): ToolHandlers {
  const { options, servers, sources, secrets } = parts;
  const { file } = options;
  const identities = (): ReadonlyMap<string, string> =>
    new Map(
      file.read().permissions.flatMap(({ source }) => {
        const identity = sources.identity(source);
        return identity === null ? [] : [[source, identity] as const];
      }),
    );
  return {
    'tools.view': view,
    'tools.cost': (input) => costOfTools({ ...options, sources }, input),
    'tools.saveServer': (input) => servers.save(input),
    'tools.removeServer': ({ serverId }) => servers.remove(serverId),
    'tools.enableServer': ({ serverId, isEnabled }) => servers.enable(serverId, isEnabled),
    async 'tools.restartServer'({ serverId }) {
      if (servers.identity(serverId) === null) throw expected('tool_server_not_set_up', {});
      await servers.sources();
      await (await servers.port()).restart(serverId);
    },
    async 'tools.signIn'({ serverId, step }) {
      if (servers.identity(serverId) === null) throw expected('tool_server_not_set_up', {});
      await servers.sources();
      await (await servers.port()).signIn(serverId, step);
    },
    'tools.log': async ({ serverId }) => (await servers.port()).log(serverId),
    'tools.readConfiguration': async ({ text }) => (await servers.port()).readConfiguration(text),
    'tools.pending': ({ conversationId }) => pendingIn(parts, conversationId),
    'tools.decide': (input) => decide(parts, input),
    async 'tools.answerRequest'({ requestId, answer }) {
      if (options.person === undefined) throw expected('no_request_waits', {});
      await options.person.answer(requestId, answer);
    },
    async 'tools.permissions'() {
      await file.catchUp();
      return permissionViews(file.read(), identities(), (source, name) =>
        sources.known(source, name),
      );
    },
    'tools.revoke': ({ id }) => file.update((before) => withoutPermission(before, id)),
    async 'tools.setSearch'({ engine, url, key }) {
      if (engine !== null && key !== null) await secrets.keepKey(engine, key.trim());
      await file.update((before) => ({ ...before, search: { ...before.search, engine, url } }));
    },
    async 'tools.testSearch'() {
      if (options.testSearch === null || file.read().search.engine === null) {
        throw expected('search_not_set_up', {});
      }
      return { results: await options.testSearch() };
    },
  };
}

function callingAssistant({ assistant }: Conversation): CallingAssistant | null {
  if (assistant === undefined) return null;
  const { id, name, asksBeforeTools = false } = assistant;
  return { id, name, asksBeforeTools };
}

/** Creates the function that provides each turn with its tools. */
function createToolsOf(parts: Parts): ToolsOf {
  const { options, sources, desk } = parts;
  const { file, files, report } = options;
  const nowIso = (): string => new Date(options.now()).toISOString();
  const consents = createConsents({ file, desk, grants: createGrants(), nowIso, report });
  return async (conversation, turn): Promise<ToolRunner> => {
    const { messageId, signal, mayAsk, providerId, model } = turn;
    await file.catchUp();
    const { on, off } = effectiveTools(conversation, options.settings().tools).value;
    const using = await sources.of({ on: [...on, resultsSourceId], off }, signal);
    const hasOthers = using.some(({ source }) => source.id !== resultsSourceId);
    const contextTokens = await options.contextTokens({ providerId, model });
    const path = pathTo(conversation.messages, messageId);
    return createRunner({
      place: {
        conversationId: conversation.id,
        messageId,
        assistant: callingAssistant(conversation),
        mayAsk,
        isTemporary: conversation.temporary === true,
      },
      offer: await planOffer(hasOthers ? using : [], off, contextTokens),
      before: path.filter(({ id }) => id !== messageId),
      instructions: sources.instructions(using),
      resultRoom: createResultRoom(contextTokens, turn.nextQuestion),
      consents,
      files,
      identityNow: (source) => (source === searchSourceId ? '' : sources.identity(source)),
      report,
    });
  };
}

/**
 * Creates the service. Nothing starts before a conversation uses tools or a window asks for them.
 */
export function createToolService(options: ToolServiceOptions): ToolService {
  const { file, files, conversation, report, tell } = options;
  const secrets = createToolSecrets(options.secrets, () => options.settings().allowWeakKeyStorage);
  const web = {
    search: () => file.read().search,
    key: (engine: Parameters<typeof secrets.key>[0]) => secrets.key(engine),
    allowedHosts: () => file.read().allowedHosts.map(({ host }) => host),
  };
  const surroundings = { files, web, conversation, report };
  const makers = [...options.makeSources, createResultsSource];
  const onChange = (source: string): void => {
    sources.refresh(source).then(tellTools, report);
  };
  const servers = createServers({ ...options, secrets, onChange });
  const builtIn = makers.map((make) => make(surroundings));
  const sources = createSources({ builtIn, servers, onChange: () => tellTools(), report });
  let hasBeenSeen = false;
  const view = async (): Promise<ToolsView> => {
    hasBeenSeen = true;
    await file.catchUp();
    const shown = (await sources.all()).filter(({ source }) => source.id !== resultsSourceId);
    return toolsView(file.read(), shown, secrets);
  };
  const tellTools = createTeller(view, () => hasBeenSeen, options);
  const waitingCount = new Map<string, number>();
  const desk = createDesk((conversationId) => {
    const pending = desk.pending(conversationId);
    const before = waitingCount.get(conversationId) ?? 0;
    const count = pending?.calls.length ?? 0;
    waitingCount.set(conversationId, count);
    tell('approval', { conversationId, pending });
    if (pending !== null && count > before) options.onWaiting(pending);
  });
  file.subscribe(tellTools);
  const parts: Parts = {
    options,
    servers,
    sources,
    secrets,
    desk,
    conversation,
    resume: options.resume,
  };
  return {
    handlers: createHandlers(parts, view),
    offers: createOfferHandlers({ servers, attach: options.attach }),
    toolsOf: createToolsOf(parts),
    requests: () => options.person?.requests() ?? [],
    async close() {
      options.person?.close();
      await servers.close();
    },
  };
}
