import type { Attached } from '../../../../shared/model/attachments.ts';
import type { Coded, Result } from '../../../../shared/model/errors.ts';
import type { FilledPrompt } from '../../../../shared/model/tool-sources/offers.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import type { Controller } from '../../../client/controller.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { PageParts } from '../page/page.ts';
import type { TriggerMark } from './trigger.ts';

/** Something that the person can choose after a mark. */
export interface ComposerItem {
  /** Unique within its source. */
  readonly id: string;
  readonly label: string;
  /** A quiet description beside the label. */
  readonly detail: string;
  /** Shown at the end of the row if it differs from the label, and searched. */
  readonly name: string;
}

/** The items of a source. */
export interface SourceItems {
  readonly items: readonly ComposerItem[];
  /** The source has more than it lists. */
  readonly isCut: boolean;
}

/** A value that is not typed; `problems` kept a part of it away. */
export type Fetched =
  | { readonly ok: true; readonly value: string; readonly problems?: readonly Coded[] }
  | { readonly ok: false; readonly error: Coded };

/** What a field is filled in with. */
export type FieldControl =
  /** A text; suggestions come from {@link ArgumentForm.complete}. */
  | { readonly kind: 'text' }
  | { readonly kind: 'number' | 'date' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** `text` says what ticking it does; the value is then {@link ticked}. */
  | { readonly kind: 'checkbox'; readonly text: string }
  /** A text that is fetched when the form opens, such as that of the clipboard. */
  | { readonly kind: 'fetched'; readonly fetch: () => Promise<Fetched> }
  /** Lets the person choose files, and returns their names; '' if none were chosen. */
  | { readonly kind: 'files'; readonly choose: () => Promise<Fetched> };

/** A field of a form. */
export interface FormField {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** A text by default. */
  readonly control?: FieldControl;
}

/** Values of a form's fields, by name; read them with {@link valueOf}. */
export type FormValues = Readonly<Record<string, string>>;

/** The value of a field, which may be named `constructor`; '' if nothing was filled in. */
export const valueOf = (values: FormValues, field: string): string => ownEntry(values, field) ?? '';

/** What a source asks before it fills the message. Without fields, nothing is asked. */
export interface ArgumentForm {
  readonly title: string;
  readonly description: string;
  /** Where it comes from, for example the name of a server. */
  readonly from: () => string;
  readonly submitLabel: () => string;
  readonly fields: readonly FormField[];
  /** What the fields hold at first; by default nothing. */
  readonly initial?: FormValues;
  /** The text that would be inserted, shown below the fields; null if it is too long. */
  readonly preview?: (values: FormValues) => string | null;
  /** Returns suggestions for a field; none if there are none. Never rejects. */
  readonly complete: (
    field: string,
    values: FormValues,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  readonly submit: (values: FormValues, signal: AbortSignal) => Promise<Result<FilledPrompt>>;
}

/** What happens when an item is chosen. */
export type Choice =
  | { readonly kind: 'form'; readonly form: ArgumentForm }
  /** `name` is shown until the files are attached. */
  | {
      readonly kind: 'attach';
      readonly name: string;
      readonly attach: () => Promise<Result<Attached>>;
    }
  /** The text takes the place of the mark and of what was typed after it. */
  | { readonly kind: 'insert'; readonly text: string }
  /** The mark and what was typed after it are removed first. */
  | { readonly kind: 'run'; readonly run: () => void };

/** A source of items: a section of the list. */
export interface ComposerSource {
  /** Unique within the list. */
  readonly id: string;
  readonly title: string;
  /** Shown until the items arrive; nothing is for ''. */
  readonly waiting: string;
  /** Shown if there are no items; by default nothing is. */
  readonly empty?: string;
  /**
   * Set for a source that searches: `items` is called for each query, and its order is kept.
   * Otherwise it is called once, with '', and the list filters.
   */
  readonly searches?: true;
  /** `words`: only beginnings of words match. */
  readonly matches?: 'words';
  /** The most rows before anything is typed; the others come with typing. */
  readonly firstRows?: number;
  readonly items: (query: string, signal: AbortSignal) => Promise<Result<SourceItems>>;
  readonly choose: (item: ComposerItem) => Choice;
}

/** What a provider may use. */
export interface SourceContext {
  readonly controller: Controller;
  readonly page: PageParts;
  /** Null if the conversation does not exist yet. */
  readonly conversationId: Id | null;
  /** The text that was selected before the mark was typed; '' if none was. */
  readonly selection: () => string;
  /** Sources of tools that are on in the conversation. */
  readonly on: readonly string[];
}

/** Opens the sources of one kind. Add it to `sources/all.ts`. */
export interface SourceProvider {
  readonly mark: TriggerMark;
  readonly open: (context: SourceContext) => Promise<readonly ComposerSource[]>;
}
