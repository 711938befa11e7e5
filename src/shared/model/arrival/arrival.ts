import type { ModelChoice } from '../assistants/assistant.ts';
import type { Id } from '../conversation.ts';
import type { MessagePlace } from '../desktop/notifications.ts';

/** The pages of the settings, in order. Links name them, so a name stays as it is. */
export const settingsPages = [
  'providers',
  'assistants',
  'prompts',
  'tools',
  'general',
  'reading',
  'shortcuts',
  'api',
  'data',
  'usage',
] as const;

/** A page of the settings. */
export type SettingsPage = (typeof settingsPages)[number];

/** Where something came from: a link that another program opened, or the command line. */
export type ArrivalSource = 'link' | 'command_line';

/** Why a command line cannot be understood. */
export type Misuse =
  | 'unknown_option'
  | 'nothing_to_ask'
  | 'too_long'
  | 'no_file'
  | 'not_on_this_computer'
  | 'too_many_files'
  | 'only_alone';

/** The model of a new message; `unknown`: no provider is known to have one of that name. */
export type WantedModel =
  | { readonly kind: 'known'; readonly model: ModelChoice }
  | { readonly kind: 'unknown'; readonly name: string };

/** Text, files and a model for the message of a new conversation. */
export interface Filling {
  readonly from: ArrivalSource;
  readonly text: string;
  readonly model: WantedModel | null;
  /** Names for files, as `Bridge.drop` returns them, with the names that people read. */
  readonly files: readonly { readonly file: string; readonly name: string }[];
}

/**
 * Something that is asked of a window from outside it. None of these sends, changes or fetches
 * anything, but for `send`, which only a person's command line can ask for. `isChosen`: the person
 * chose it in a notification or in another window of Parley, so it neither waits nor asks.
 */
export type Arrival =
  | {
      readonly kind: 'conversation';
      readonly conversationId: Id;
      readonly messageId: Id | null;
      /** The message was named and is not there. */
      readonly isMessageMissing: boolean;
      readonly isChosen?: true;
    }
  | { readonly kind: 'no_conversation' }
  | { readonly kind: 'search'; readonly query: string; readonly isChosen?: true }
  | { readonly kind: 'settings'; readonly page: SettingsPage; readonly isChosen?: true }
  | { readonly kind: 'fill'; readonly filling: Filling }
  | { readonly kind: 'send'; readonly filling: Filling };

/** Makes the arrival at a place that the person chose outside the window. */
export function arrivalAt({ conversationId, messageId }: MessagePlace): Arrival {
  return {
    kind: 'conversation',
    conversationId,
    messageId,
    isMessageMissing: false,
    isChosen: true,
  };
}
