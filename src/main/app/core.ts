import { expected } from '../../shared/expected.ts';
import type { Notice } from '../../shared/contract/index.ts';
import { wantedModel } from '../../shared/model/assistants/effective.ts';
import type { Assistant } from '../../shared/model/assistants/assistant.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import {
  createConversationService,
  type ConversationService,
  type Emit,
} from '../conversations/conversation-service.ts';
import type { Client } from '../../shared/contract/client.ts';
import { nameAfterFirstExchange } from '../turns/naming.ts';
import {
  createQueuedMessages,
  type CheckRoom,
  type QueuedMessages,
} from '../turns/queued-messages.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { KeepPicture } from '../turns/answer-pictures.ts';
import type { LoadAttachment } from '../turns/attachment-contents.ts';
import {
  createTurnService,
  type ChosenModel,
  type ToolsOf,
  type TurnEnd,
  type TurnService,
} from '../turns/turn-service.ts';
import { newId } from '../conversations/id.ts';
import { createModelLister } from '../providers/list-models.ts';
import { createProtocols, loadServerCode } from '../wire/open-protocol.ts';
import { loadFetchCode } from '../providers/fetch.ts';
import { createFactTable } from '../providers/facts/table.ts';
import { createModelKnowledge, priced, type ModelKnowledge } from '../providers/facts/knowledge.ts';
import { createModelLists, firstChatModel, type ModelLists } from '../providers/models.ts';
import type { ModelListsPort, SecretsPort, SettingsPort } from '../providers/ports.ts';
import { createPriceBook, type PriceBook } from '../providers/prices.ts';
import { onFirstUse } from './on-first-use.ts';
import type { SpendingFile } from '../spending/ports.ts';
import { createSpending, type SpendingService } from '../spending/spending.ts';
import { createRegistry, type ProviderRegistry } from '../providers/registry.ts';

/** A turn that has ended, and its conversation. */
export type EndedTurn = TurnEnd & { readonly conversation: Conversation };

/** Dependencies of the core, which knows neither Electron nor windows. */
export interface CoreOptions {
  readonly store: ConversationStore;
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort;
  /** Keeps lists of models across restarts; without it they are asked for anew. */
  readonly modelLists?: ModelListsPort;
  /** The environment with OPENAI_API_KEY and the like; defaults to the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The `fetch` for real servers; by default it follows the environment's proxies. */
  readonly serverFetch?: typeof globalThis.fetch;
  /** Allowed on the command line: the environment's server may be `http://` on the internet. */
  readonly allowsPlainHttp?: boolean;
  /** Keeps the costs of requests. */
  readonly spending: SpendingFile;
  readonly loadAttachment: LoadAttachment;
  /** Stores the pictures of answers; without it they stay in the text. */
  readonly keepPicture?: KeepPicture;
  /** The tools of a turn; without it there are none. */
  readonly toolsOf?: ToolsOf;
  /** Throws an ExpectedError if there is no such assistant; without it there are none. */
  readonly assistant?: (assistantId: string) => Assistant;
  /** Called before a queued message is sent; by default everything fits. */
  readonly checkRoom?: CheckRoom;
  /** Watches what commands change in conversations. */
  readonly watch?: (conversations: ConversationService) => ConversationService;
  /** Sends an event to every window. */
  readonly emit: Emit;
  readonly clients: () => readonly Client[];
  readonly report: (error: unknown) => void;
  /** Called when a turn has ended, whatever its outcome. */
  readonly onTurnEnded: (ended: EndedTurn) => void;
  /** Called when a turn has begun or ended. */
  readonly onRunning?: () => void;
}

/** A provider and a model; either may be null. */
type WantedModel = Pick<Conversation, 'providerId' | 'model' | 'assistant'>;

export interface Core {
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  readonly queued: QueuedMessages;
  readonly registry: ProviderRegistry;
  readonly prices: PriceBook;
  readonly spending: SpendingService;
  readonly models: ModelLists;
  readonly listModels: ModelLists['list'];
  readonly knowledge: ModelKnowledge;
  /**
   * The server and model to use; whatever is null comes from the settings. Throws ExpectedErrors.
   */
  readonly choose: (wanted: WantedModel) => Promise<ChosenModel>;
  /**
   * Returns the context window of a model, in tokens; null if it is unknown. Whatever is null comes
   * from the settings; nothing is asked of a server.
   */
  readonly contextTokens: (wanted: WantedModel) => Promise<number | null>;
  /**
   * Loads the code that the first question needs, once, for a person who begins to write. No server
   * is asked anything, and no key is read.
   */
  readonly prepareQuestion: () => void;
  readonly loaded: Promise<readonly Notice[]>;
}

/** Connects the rooms: providers, conversations and turns. */
export function createCore(options: CoreOptions): Core {
  const { store, settings, emit, report } = options;
  const { environment = process.env } = options;
  const openProtocol = createProtocols();
  const registry = createRegistry({ ...options, environment });
  const prices = createPriceBook(settings);
  const loadTable = createFactTable();
  const models = createModelLists(
    registry.connect,
    createModelLister(openProtocol),
    options.modelLists,
    (connection, listed) => {
      const { providerId, name } = connection;
      registry.told(providerId, listed);
      const baseUrl = connection.protocol === 'server' ? connection.baseUrl : '';
      priced(loadTable, baseUrl, listed).then((models) => prices.told(name, models), report);
    },
  );
  const knowledge = createModelKnowledge({
    settings,
    provider: (id) => registry.provider(id),
    find: (providerId, refresh) => models.find(providerId, refresh),
    lastListed: (providerId, baseUrl) => models.lastListed(providerId, baseUrl),
    loadTable,
  });
  const { watch = (service) => service } = options;
  const conversations = watch(createConversationService(store, { now: Date.now }, newId, emit));

  const spending = createSpending({
    file: options.spending,
    prices: () => prices.list(),
    monthLimits: () => settings.read().monthLimits,
    conversation: (id) => conversations.get(id),
    factors: (providerId, model) => registry.factors(providerId, model),
    now: Date.now,
  });

  /** The model that was chosen for a provider; null if the first of its list is used. */
  const chosenModel = (own: string | null, providerId: string): string | null => {
    const { defaultModel, defaultProviderId } = settings.read();
    return own ?? (defaultProviderId === providerId ? defaultModel : null);
  };

  const choose = async (wanted: WantedModel): Promise<ChosenModel> => {
    const { providerId: own, model: ownModel } = wantedModel(wanted);
    const providerId = own ?? registry.defaultProviderId();
    if (providerId === null) {
      throw expected('no_model_set_up', {});
    }
    const connection = await registry.connect(providerId);
    const model =
      chosenModel(ownModel, providerId) ?? firstChatModel(await models.list(providerId, false));
    if (model === null) {
      throw expected('no_models_listed', { provider: connection.name });
    }
    return { providerId, model, protocol: openProtocol(connection) };
  };

  const loadWeighers = onFirstUse(async () => {
    const { createWeigher } = await import('../context/weigher.ts');
    const forgetful = { ...registry, rememberFactors: () => undefined };
    return { learning: createWeigher(registry), forgetful: createWeigher(forgetful) };
  });
  const queued = createQueuedMessages({
    conversations,
    turns: () => turns,
    checkRoom: options.checkRoom,
    newId,
    report,
  });

  const turns: TurnService = createTurnService({
    conversations,
    store,
    newId,
    clients: options.clients,
    choose,
    settings: settings.read,
    onIdle: (conversationId) => void queued.goOn(conversationId),
    loadAttachment: options.loadAttachment,
    keepPicture: options.keepPicture ?? null,
    weigh: async (chosen, question, usage, { temporary }) => {
      const { learning, forgetful } = await loadWeighers();
      return (temporary === true ? forgetful : learning)(chosen, question, usage);
    },
    openAccount: spending.openAccount,
    onNews: (news) => emit('notice', { id: newId(), tone: 'quiet', news }),
    ...(options.toolsOf === undefined ? {} : { toolsOf: options.toolsOf }),
    ...(options.assistant === undefined ? {} : { assistant: options.assistant }),
    report,
    ...(options.onRunning === undefined ? {} : { onRunning: options.onRunning }),
    onAnswered(conversation, chosen, ended) {
      options.onTurnEnded({ ...ended, conversation });
      if (!settings.read().nameConversations) return;
      nameAfterFirstExchange(conversations, conversation, chosen, spending.openAccount).catch(
        report,
      );
    },
  });

  const loadCode = onFirstUse(() => Promise.all([loadServerCode(), loadFetchCode()]));

  return {
    conversations,
    turns,
    queued,
    registry,
    prices,
    spending,
    models,
    listModels: models.list,
    knowledge,
    choose,
    async contextTokens(wanted) {
      const own = wantedModel(wanted);
      const providerId = own.providerId ?? registry.defaultProviderId();
      const model = providerId === null ? null : chosenModel(own.model, providerId);
      if (providerId === null || model === null) return null;
      return knowledge.contextWindow(providerId, model);
    },
    prepareQuestion() {
      if (registry.list().some(({ kind }) => kind !== 'demo')) loadCode().catch(report);
    },
    loaded: conversations.load(),
  };
}
