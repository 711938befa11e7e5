import type { BackupReport, MoveReport, RestoreReport } from './backups.ts';
import type { Id } from './conversation.ts';
import type { Coded, ParleyError } from './errors.ts';

/** The programs whose files can be imported, with their names. `parley` is our own format. */
export const importSources = {
  chatgpt: 'ChatGPT',
  claude: 'Claude',
  open_webui: 'Open WebUI',
  librechat: 'LibreChat',
  chatbox: 'Chatbox',
  cherry_studio: 'Cherry Studio',
  deepseek: 'DeepSeek',
  grok: 'Grok',
  gemini: 'Gemini',
  lm_studio: 'LM Studio',
  llama_cpp: 'llama.cpp',
  mistral: 'Le Chat',
  /** A transcript, which no program is known for. */
  markdown: null,
  parley: 'Parley',
} as const;
export type ImportSource = keyof typeof importSources;

export const exportFormats = ['markdown', 'json', 'html', 'text', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The name of an import item: a title or file name, or its kind if it has no name. */
export type ItemName =
  | string
  /** `source` is null if the program is unknown. */
  | { readonly kind: 'conversation'; readonly source: ImportSource | null }
  | { readonly kind: 'untitled' }
  | { readonly kind: 'topic'; readonly number: number }
  | { readonly kind: 'memories' }
  | { readonly kind: 'project'; readonly name: string | null }
  | { readonly kind: 'unused_files'; readonly count: number }
  /** `number`: its position in the file, from 1. */
  | { readonly kind: 'entry'; readonly file: string; readonly number: number }
  | { readonly kind: 'entries'; readonly file: string; readonly count: number };

/** Something that was left out of an imported conversation, and how often. */
export interface ImportRemark {
  readonly kind: 'media_missing' | 'messages_broken' | 'pieces_unknown';
  readonly count: number;
}

/** The result for one conversation, or for a file that contained none. */
export type ImportItem =
  | {
      readonly kind: 'added';
      readonly conversationId: Id;
      readonly title: string;
      readonly source: ImportSource;
      readonly messages: number;
      /** Empty if nothing was left out. */
      readonly remarks: readonly ImportRemark[];
    }
  /** It existed and gained messages; nothing was replaced. */
  | {
      readonly kind: 'extended';
      readonly conversationId: Id;
      readonly title: string;
      readonly source: ImportSource;
      readonly messages: number;
      readonly remarks: readonly ImportRemark[];
    }
  /** A project of another program became an assistant. */
  | {
      readonly kind: 'assistant';
      readonly name: string;
      readonly documents: number;
      /** Documents that did not fit. */
      readonly leftOut: number;
    }
  | { readonly kind: 'assistant_there'; readonly name: string }
  | { readonly kind: 'already_there'; readonly conversationId: Id; readonly title: string }
  | { readonly kind: 'skipped'; readonly name: ItemName; readonly reason: Coded };

export interface ImportReport {
  readonly added: number;
  readonly extended: number;
  readonly alreadyThere: number;
  readonly skipped: number;
  /** Projects that became assistants. */
  readonly assistants: number;
  /** Imported messages. */
  readonly messages: number;
  /** Imported images and files. */
  readonly attachments: number;
  /** The first ten thousand items. The counts above include all. */
  readonly items: readonly ImportItem[];
}

export interface ExportReport {
  /** The file that was written. */
  readonly path: string;
  readonly conversations: number;
  /** Null if whole conversations were exported. */
  readonly messages: number | null;
  /** In bytes. */
  readonly size: number;
  readonly skipped: readonly { readonly name: string; readonly reason: Coded }[];
  /** Texts that took too long to lay out and were exported as plain source. */
  readonly asPlainText: number;
}

/** The outcome of a job. */
export type JobResult =
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'exported'; readonly report: ExportReport }
  | { readonly kind: 'backed_up'; readonly report: BackupReport }
  | { readonly kind: 'restored'; readonly report: RestoreReport }
  | { readonly kind: 'moved'; readonly report: MoveReport }
  /**
   * `report`: what was imported before the person stopped it; null for an export, which leaves
   * nothing behind.
   */
  | { readonly kind: 'cancelled'; readonly report: ImportReport | null }
  /**
   * `report`: what was imported before it failed; null for an export, which leaves nothing behind.
   */
  | {
      readonly kind: 'failed';
      readonly error: ParleyError;
      readonly report: ImportReport | null;
    };

/** The progress of a long-running job. Its last update carries the result. */
export interface JobUpdate {
  readonly jobId: string;
  readonly kind: 'import' | 'export' | 'backup' | 'restore' | 'move';
  /** Bytes read for an import, conversations written for an export, bytes for other jobs. */
  readonly done: number;
  /** In the unit of `done`. */
  readonly total: number;
  /** Null while it runs. */
  readonly result: JobResult | null;
}

/** Null if the person closed the dialog and nothing was started. */
export interface StartedJob {
  readonly jobId: string | null;
}
