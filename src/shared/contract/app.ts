import * as z from 'zod';
import { mainOnly, type Platform } from '../actions.ts';
import { largestAttachment } from '../model/attachments.ts';
import { settingsPages } from '../model/arrival/arrival.ts';
import { idSchema, type ConversationHead, type Id } from '../model/conversation.ts';
import type { Compaction } from '../model/context/room.ts';
import type { Notice } from '../model/news.ts';
import type { LoginItem } from '../model/desktop/login-item.ts';
import { shownPlaceSchema, type ShownPlace } from '../model/desktop/reading-position.ts';
import type { TrayState } from '../model/desktop/tray.ts';
import type { PersonRequest } from '../model/person/requests.ts';
import type { PackageNotice } from '../model/notices.ts';
import type { Draft } from './chat.ts';
import type { ReadOnlyLibrary } from '../model/versions/read-only-library.ts';
import { typed } from './command.ts';
import { bytesSchema, conversationInput, nothing } from './inputs.ts';
import type { LanguageView } from './desktop/language.ts';
import type { SettingsView } from './settings.ts';
import type { StorageStatus } from './storage.ts';

/** Commands about the program itself and the system around it. */
export const appCommands = {
  /** Everything a window needs for its first render. */
  'app.start': {
    input: z.object({
      /** The conversation on show before a reload; it is included in the first answer. */
      shown: idSchema.nullable().catch(null),
    }),
    output: typed<StartState>(),
  },
  /** Reports the first render. Main then shows the window. */
  'app.drawn': { input: nothing, output: typed<void>() },
  /** Says what a window shows and how far it is read, so that the next start can begin there. */
  'app.left': { input: z.object({ shown: shownPlaceSchema.nullable() }), output: typed<void>() },
  /** Says what a window shows, so that menus offer only what can be done. */
  'app.shows': { input: z.object({ conversation: z.boolean() }), output: typed<void>() },
  /** The next page of conversations beyond those that `app.start` sent. */
  'app.listMore': { input: nothing, output: typed<HeadsPage>() },
  'app.openLink': { input: z.object({ url: z.string().max(10_000) }), output: typed<void>() },
  'app.copy': {
    input: z.object({
      text: z.string().max(50_000_000),
      html: z.string().max(50_000_000).optional(),
    }),
    output: typed<void>(),
  },
  /** Copies a PNG image to the clipboard. */
  'app.copyImage': {
    input: z.object({ png: bytesSchema(largestAttachment) }),
    output: typed<void>(),
  },
  /** Shows a conversation in a window of its own. */
  'app.openWindow': { input: conversationInput, output: typed<void>() },
  /** Shows a message, a conversation, a page of the settings or a search in the main window. */
  'app.showInMain': {
    input: z.discriminatedUnion('kind', [
      conversationInput.extend({ kind: z.literal('place'), messageId: idSchema.nullable() }),
      z.object({ kind: z.literal('search'), query: z.string().max(1000) }),
      z.object({ kind: z.literal('settings'), page: z.enum(settingsPages) }),
    ]),
    output: typed<void>(),
  },
  /** Has the main window perform what a window of a conversation has no place for. */
  'app.performInMain': { input: z.object({ action: z.enum(mainOnly) }), output: typed<void>() },
  /** Closes the window that asks. */
  'app.closeWindow': { input: nothing, output: typed<void>() },
  /** Whether Parley starts when the person logs in. */
  'app.loginItem': { input: nothing, output: typed<LoginItem>() },
  /** Whether the person sees Parley's icon beside the clock. */
  'app.tray': { input: nothing, output: typed<TrayState>() },
  'app.setLoginItem': { input: z.object({ isOn: z.boolean() }), output: typed<LoginItem>() },
  'app.openDataFolder': { input: nothing, output: typed<void>() },
  /** Copies facts for a report of a fault, and returns what was copied. */
  'app.copyDiagnostics': { input: nothing, output: typed<string>() },
  /** Third-party packages and their licences. */
  'app.notices': { input: nothing, output: typed<readonly PackageNotice[]>() },
} as const;

export interface StartState {
  /** The top of the list. If there are many, `app.listMore` returns the rest. */
  readonly heads: readonly ConversationHead[];
  /** Where the person left this window before; null for a new conversation, or after a reload. */
  readonly left: ShownPlace | null;
  /** Conversations with a turn in progress. */
  readonly streaming: readonly Id[];
  readonly settings: SettingsView;
  readonly language: LanguageView;
  readonly storage: StorageStatus;
  readonly notices: readonly Notice[];
  readonly drafts: readonly Draft[];
  /** Requests of tool servers that wait for the person. */
  readonly requests: readonly PersonRequest[];
  /** Summaries that are being written. */
  readonly compactions: readonly Compaction[];
  readonly dataFolder: string;
  /** Null if the library can be changed. */
  readonly readOnly: ReadOnlyLibrary | null;
  readonly version: string;
  readonly platform: Platform;
}

/** A page of the conversation list, as of the time of the request. */
export interface HeadsPage {
  readonly heads: readonly ConversationHead[];
  readonly hasMore: boolean;
}
