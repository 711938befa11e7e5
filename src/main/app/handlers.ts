import { clipboard, ClipboardItem, shell } from 'electron';
import type { Events, Notice, SettingsView, StartState } from '../../shared/contract/index.ts';
import type { Conversation, Id } from '../../shared/model/conversation.ts';
import type { Settings, SettingsPatch } from '../../shared/model/settings.ts';
import { createAttachmentHandlers, type AttachmentRooms } from '../attachments/handlers.ts';
import { createApiHandlers } from '../local-api/handlers.ts';
import type { ApiService } from '../local-api/service.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { BackupService } from '../backup/service.ts';
import { partOf, restOf } from '../conversations/part-of-conversation.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import type { TurnService } from '../turns/turn-service.ts';
import { pageHeads } from './first-heads.ts';
import type { Handlers } from '../electron/ipc.ts';
import { createTransferHandlers, type TransferRooms } from '../transfer/transfer.ts';
import { createLibraryHandlers } from '../search/handlers.ts';
import { createTrashHandlers } from '../conversations/trash-handlers.ts';
import type { Library } from '../search/library.ts';
import { mediaTypeOf } from '../disk/media-type.ts';
import { openExternally } from '../electron/links.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SettingsPort } from '../providers/ports.ts';
import type { PriceBook } from '../providers/prices.ts';
import type { CommandOutputs } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { DraftStore } from '../store/drafts.ts';

/** The rooms that commands are answered from. */
export interface HandlerRooms {
  readonly emit: (name: 'heads', heads: Events['heads']) => void;
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  readonly store: ConversationStore;
  readonly drafts: Pick<DraftStore, 'all' | 'set'>;
  readonly registry: ProviderRegistry;
  readonly settings: SettingsPort;
  readonly prices: PriceBook;
  readonly api: ApiService;
  readonly library: Library;
  readonly listModels: (
    providerId: string,
    refresh: boolean,
  ) => Promise<CommandOutputs['models.list']>;
  /** A window has drawn itself. */
  readonly onDrawn: () => void;
  readonly discover: () => Promise<CommandOutputs['providers.discover']>;
  /** Resolves when the conversations are known, with what the person should know of them. */
  readonly loaded: Promise<readonly Notice[]>;
  readonly dataFolder: string;
  readonly version: string;
  /** What Parley is made of, with the licences. */
  readonly notices: () => Promise<CommandOutputs['app.notices']>;
  readonly transfer: TransferRooms;
  readonly attachments: Omit<AttachmentRooms, 'turns' | 'drafts'>;
  readonly backups: Pick<BackupService, 'handlers'>;
}

function copy(text: string, html: string | undefined): Promise<void> {
  return clipboard.write([
    new ClipboardItem({ 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) }),
  ]);
}

function copyImage(png: Uint8Array): Promise<void> {
  if (mediaTypeOf(png, '') !== 'image/png') {
    throw expected('picture_not_copied', {});
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  return clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}

function platform(): StartState['platform'] {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

function patched(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}

/** Answers every command of the contract. */
export function createHandlers(rooms: HandlerRooms): Handlers {
  const { conversations, turns, registry } = rooms;
  const settingsView = (): Promise<SettingsView> => registry.view();
  /** Answers when the change is on the disk, or known to be unsaved. */
  const change = async (id: Id, make: (before: Conversation) => Conversation): Promise<void> => {
    const { written } = await conversations.change(id, make);
    await written;
  };
  let unsentPages: readonly (readonly Id[])[] = [];
  /** As they are when their turn comes: some may have changed, or be gone. */
  const sendPage = (): boolean => {
    const [page, ...others] = unsentPages;
    unsentPages = others;
    if (page !== undefined) {
      const wanted = new Set(page);
      rooms.emit(
        'heads',
        conversations.heads().filter(({ id }) => wanted.has(id)),
      );
    }
    return others.length > 0;
  };
  return {
    'app.start': async ({ shown }) => {
      const notices = await rooms.loaded;
      const settings = await settingsView();
      // From here on nothing is waited for: what is told is as it is when it is sent.
      turns.attachAll();
      const streaming = turns.streaming();
      const sort = rooms.settings.read().librarySort;
      const needed = shown === null ? streaming : [...streaming, shown];
      const { first, pages } = pageHeads(conversations.heads(), needed, sort);
      unsentPages = pages;
      return {
        heads: first,
        streaming,
        settings,
        storage: rooms.store.status(),
        notices,
        drafts: rooms.drafts.all(),
        dataFolder: rooms.dataFolder,
        version: rooms.version,
        platform: platform(),
      };
    },
    'app.drawn': () => rooms.onDrawn(),
    'app.listMore': sendPage,
    'app.openLink': ({ url }) => openExternally(url),
    'app.copy': ({ text, html }) => copy(text, html),
    'app.copyImage': ({ png }) => copyImage(png),
    'app.notices': () => rooms.notices(),
    'app.openDataFolder': async () => {
      const problem = await shell.openPath(rooms.dataFolder);
      if (problem !== '') {
        throw expected('folder_unopened', { path: rooms.dataFolder });
      }
    },

    'conversation.open': async ({ conversationId, near }) => {
      const opened = await turns.open(conversationId);
      return near === undefined ? opened : partOf(opened, near);
    },
    'conversation.rest': async ({ conversationId, held }) => ({
      messages: restOf(await conversations.get(conversationId), held),
    }),
    'conversation.create': (input) => conversations.create(input),
    'conversation.rename': ({ conversationId, title }) =>
      change(conversationId, (before) => ({ ...before, title, titledBy: 'person' })),
    'conversation.delete': async ({ conversationId }) => {
      await turns.stop(conversationId);
      await conversations.remove(conversationId);
    },
    'conversation.restore': ({ conversationId }) => conversations.restore(conversationId),
    'conversation.setSystemPrompt': ({ conversationId, systemPrompt }) =>
      change(conversationId, (before) => ({ ...before, systemPrompt })),
    'conversation.setModel': ({ conversationId, providerId, model }) =>
      change(conversationId, (before) => ({ ...before, providerId, model })),
    'conversation.showVersion': ({ conversationId, messageId }) =>
      conversations.showVersion(conversationId, messageId),

    'chat.regenerate': ({ conversationId, messageId }) =>
      turns.regenerate(conversationId, messageId),
    'chat.edit': ({ conversationId, messageId, text, attachments }) =>
      turns.edit(conversationId, messageId, text, attachments),
    'chat.retry': ({ conversationId, messageId }) => turns.retry(conversationId, messageId),
    'chat.continue': ({ conversationId, messageId }) =>
      turns.continueAnswer(conversationId, messageId),
    'chat.stop': ({ conversationId }) => turns.stop(conversationId),
    'chat.acknowledge': ({ turn, seq }) => turns.acknowledge(turn, seq),

    'models.list': ({ providerId, refresh }) => rooms.listModels(providerId, refresh),

    'prices.list': () => rooms.prices.list(),
    'prices.set': ({ model, price }) => rooms.prices.set(model, price),

    'providers.save': (input) => registry.save(input),
    'providers.delete': ({ providerId }) => registry.delete(providerId),
    'providers.setKey': ({ providerId, key }) => registry.setKey(providerId, key),
    'providers.deleteKey': ({ providerId }) => registry.deleteKey(providerId),
    'providers.discover': () => rooms.discover(),

    'settings.update': (patch) => rooms.settings.update((before) => patched(before, patch)),

    'storage.retry': () => rooms.store.retry(),
    'library.copy': async ({ conversationId, messageIds = null, as }) => {
      // Loaded when first needed: a start does not pay for it.
      const { exportHtml, exportText } = await import('../transfer/export/export-conversations.ts');
      const conversation = await conversations.get(conversationId);
      const html =
        as === 'rich_text'
          ? await exportHtml(conversation, messageIds, rooms.transfer.confined)
          : undefined;
      await copy(exportText(conversation, messageIds, 'markdown'), html);
    },
    ...createAttachmentHandlers({ ...rooms.attachments, turns, drafts: rooms.drafts }),
    ...createTransferHandlers(rooms.transfer),
    ...rooms.backups.handlers,

    ...createApiHandlers(rooms.api),
    ...createLibraryHandlers(rooms),
    ...createTrashHandlers(rooms),
  };
}
