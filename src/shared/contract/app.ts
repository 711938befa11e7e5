import * as z from 'zod';
import type { Platform } from '../actions.ts';
import { largestAttachment } from '../model/attachments.ts';
import { idSchema, type ConversationHead, type Id } from '../model/conversation.ts';
import type { Notice } from '../model/news.ts';
import type { PackageNotice } from '../model/notices.ts';
import type { Draft } from './chat.ts';
import { typed } from './command.ts';
import { bytesSchema, nothing } from './inputs.ts';
import type { SettingsView } from './settings.ts';
import type { StorageStatus } from './storage.ts';

/** What a window needs of the program itself, and of the system around it. */
export const appCommands = {
  /** Everything a window needs to draw itself first. */
  'app.start': {
    input: z.object({
      /** What the window showed before it was loaded again: known to it from the beginning. */
      shown: idSchema.nullable().catch(null),
    }),
    output: typed<StartState>(),
  },
  /** The window has drawn itself: it is shown. */
  'app.drawn': { input: nothing, output: typed<void>() },
  /** The next page of the conversations that are not at the top of the window's list. */
  'app.listMore': { input: nothing, output: typed<HeadsPage>() },
  'app.openLink': { input: z.object({ url: z.string().max(10_000) }), output: typed<void>() },
  'app.copy': {
    input: z.object({
      text: z.string().max(50_000_000),
      html: z.string().max(50_000_000).optional(),
    }),
    output: typed<void>(),
  },
  /** Puts a picture on the clipboard; PNG. */
  'app.copyImage': {
    input: z.object({ png: bytesSchema(largestAttachment) }),
    output: typed<void>(),
  },
  'app.openDataFolder': { input: nothing, output: typed<void>() },
  /** Third-party packages with their licences. */
  'app.notices': { input: nothing, output: typed<readonly PackageNotice[]>() },
} as const;

export interface StartState {
  /** Those at the top of the list; when there are many, `app.listMore` brings the others. */
  readonly heads: readonly ConversationHead[];
  /** Conversations with a turn under way. */
  readonly streaming: readonly Id[];
  readonly settings: SettingsView;
  readonly storage: StorageStatus;
  readonly notices: readonly Notice[];
  readonly drafts: readonly Draft[];
  readonly dataFolder: string;
  readonly version: string;
  readonly platform: Platform;
}

/** Some conversations of the list, as they were when it was asked for. */
export interface HeadsPage {
  readonly heads: readonly ConversationHead[];
  readonly hasMore: boolean;
}
