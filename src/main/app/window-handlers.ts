import type { Client } from '../../shared/contract/client.ts';
import type { ClientHandlersOf } from '../../shared/contract/handlers.ts';
import type { LanguageView, Notice, SettingsView } from '../../shared/contract/index.ts';
import type { PackageNotice } from '../../shared/model/notices.ts';
import type { Platform, WindowAction } from '../../shared/actions.ts';
import { arrivalAt, type Arrival } from '../../shared/model/arrival/arrival.ts';
import type { LoginItem } from '../../shared/model/desktop/login-item.ts';
import type { ShownPlace } from '../../shared/model/desktop/reading-position.ts';
import type { TrayState } from '../../shared/model/desktop/tray.ts';
import type { Compaction } from '../../shared/model/context/room.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import type { ReadOnlyLibrary } from '../../shared/model/versions/read-only-library.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { SystemPort } from '../electron/system.ts';
import { mediaTypeOf } from '../disk/media-type.ts';
import type { SettingsPort } from '../providers/ports.ts';
import type { DraftStore } from '../store/drafts/drafts.ts';
import type { TurnService } from '../turns/turn-service.ts';
import { pageHeads } from './first-heads.ts';

/** The windows, as commands reach them. */
export interface WindowsPort {
  openConversation(conversationId: Id): void;
  deliverInMain(arrival: Arrival): void;
  performInMain(action: WindowAction): void;
  close(client: Client): void;
  takeLeft(client: Client): ShownPlace | null;
  left(client: Client, shown: ShownPlace | null): void;
}

/** Dependencies of the commands about the program itself. */
export interface WindowRooms {
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  readonly store: ConversationStore;
  readonly drafts: Pick<DraftStore, 'all'>;
  readonly settings: SettingsPort;
  readonly registry: { view(): Promise<SettingsView> };
  readonly language: { view(): LanguageView };
  readonly system: SystemPort;
  readonly windows: WindowsPort;
  readonly tray: { state(): Promise<TrayState> };
  readonly loginItem: {
    readonly read: () => Promise<LoginItem>;
    readonly set: (isOn: boolean) => Promise<LoginItem>;
  };
  /** Called when a window has rendered. */
  readonly onDrawn: (client: Client) => void;
  /** Called when a window begins or ceases to show a conversation. */
  readonly onShows: (client: Client, conversation: boolean) => void;
  /** Resolves when the conversations are loaded, with notices for the person. */
  readonly loaded: Promise<readonly Notice[]>;
  /** Requests of tool servers that wait for the person. Loads nothing; never rejects. */
  readonly requests: () => Promise<readonly PersonRequest[]>;
  /** Summaries that are being written. Loads nothing; never rejects. */
  readonly compactions: () => Promise<readonly Compaction[]>;
  readonly dataFolder: string;
  /** Null if the library can be changed. */
  readonly readOnly: ReadOnlyLibrary | null;
  readonly version: string;
  readonly platform: Platform;
  /** Third-party packages with their licences. */
  readonly notices: () => Promise<readonly PackageNotice[]>;
}

async function copyDiagnostics(rooms: WindowRooms): Promise<string> {
  const { diagnostics } = await import('./library/diagnostics.ts');
  const { settings, providers, keyStorage } = await rooms.registry.view();
  const text = diagnostics({
    version: rooms.version,
    versions: process.versions,
    conversations: rooms.conversations.heads().length,
    streaming: rooms.turns.streaming().length,
    providers: providers.map(({ kind }) => kind),
    keyStorage,
    storage: rooms.store.status(),
    readOnly: rooms.readOnly,
    notices: await rooms.loaded,
    switches: {
      API: settings.apiEnabled,
      'Automatic backups': settings.automaticBackups,
      Theme: settings.theme,
    },
    language: rooms.language.view().tag,
    memoryBytes: process.memoryUsage().rss,
    uptimeSeconds: process.uptime(),
  });
  await rooms.system.copy(text, undefined);
  return text;
}

/** Creates the handlers of commands about the program itself. */
export function createWindowHandlers(rooms: WindowRooms): ClientHandlersOf<'app'> {
  const { conversations, turns, system } = rooms;
  /** The pages not sent yet; they go with their window. */
  const pagesLeft = new WeakMap<Client, readonly (readonly Id[])[]>();
  return {
    'app.start': async ({ shown }, client) => {
      const left = rooms.windows.takeLeft(client);
      const notices = await rooms.loaded;
      const settings = await rooms.registry.view();
      const requests = await rooms.requests();
      const compactions = await rooms.compactions();
      // Nothing below is awaited, so the snapshot is current when it is sent.
      turns.attach(client);
      const streaming = turns.streaming();
      const sort = rooms.settings.read().librarySort;
      const needed = [shown, left?.conversationId ?? null].filter((id) => id !== null);
      const { first, pages } = pageHeads(conversations.heads(), [...streaming, ...needed], sort);
      pagesLeft.set(client, pages);
      return {
        heads: first,
        left,
        streaming,
        settings,
        language: rooms.language.view(),
        storage: rooms.store.status(),
        notices,
        drafts: rooms.drafts.all(),
        requests,
        compactions,
        dataFolder: rooms.dataFolder,
        readOnly: rooms.readOnly,
        version: rooms.version,
        platform: rooms.platform,
      };
    },
    'app.drawn': (_input, client) => rooms.onDrawn(client),
    'app.left': ({ shown }, client) => rooms.windows.left(client, shown),
    'app.shows': ({ conversation }, client) => rooms.onShows(client, conversation),
    'app.listMore': (_input, client) => {
      const [page = [], ...others] = pagesLeft.get(client) ?? [];
      pagesLeft.set(client, others);
      const wanted = new Set(page);
      return {
        // The heads as they are now: some may have changed since the start, or be gone.
        heads: page.length === 0 ? [] : conversations.heads().filter(({ id }) => wanted.has(id)),
        hasMore: others.length > 0,
      };
    },
    'app.openLink': ({ url }) => system.openLink(url),
    'app.copy': ({ text, html }) => system.copy(text, html),
    'app.copyImage': ({ png }) => {
      if (mediaTypeOf(png, '') !== 'image/png') {
        throw expected('picture_not_copied', {});
      }
      return system.copyImage(png);
    },
    'app.openWindow': async ({ conversationId }) => {
      // Throws if there is none.
      const { id } = await conversations.get(conversationId);
      rooms.windows.openConversation(id);
    },
    'app.showInMain': (what) =>
      rooms.windows.deliverInMain(
        what.kind === 'place' ? arrivalAt(what) : { ...what, isChosen: true },
      ),
    'app.performInMain': ({ action }) => rooms.windows.performInMain(action),
    'app.closeWindow': (_input, client) => rooms.windows.close(client),
    'app.loginItem': () => rooms.loginItem.read(),
    'app.tray': () => rooms.tray.state(),
    'app.setLoginItem': ({ isOn }) => rooms.loginItem.set(isOn),
    'app.copyDiagnostics': () => copyDiagnostics(rooms),
    'app.notices': () => rooms.notices(),
    'app.openDataFolder': async () => {
      const problem = await system.openFolder(rooms.dataFolder);
      if (problem !== '') {
        throw expected('folder_unopened', { path: rooms.dataFolder });
      }
    },
  };
}
