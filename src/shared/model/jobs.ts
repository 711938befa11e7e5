import type { BackupReport, MoveReport, RestoreReport } from './backups.ts';
import type { Id } from './conversation.ts';
import type { Coded, ParleyError } from './errors.ts';

/** The programs whose files can be brought in, with their names; `parley` is our own. */
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
  markdown: 'a transcript',
  parley: 'Parley',
} as const;
export type ImportSource = keyof typeof importSources;

export const exportFormats = ['markdown', 'json', 'html', 'text', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What an item of an import is called: by a title or the name of a file, or by what it is where it has no name. */
export type ItemName =
  | string
  /** `source` is null if the program is not known. */
  | { readonly kind: 'conversation'; readonly source: ImportSource | null }
  | { readonly kind: 'untitled' }
  | { readonly kind: 'topic'; readonly number: number }
  | { readonly kind: 'memories' }
  | { readonly kind: 'project'; readonly name: string | null }
  | { readonly kind: 'unused_files'; readonly count: number }
  /** `number`: its place in the file, from 1. */
  | { readonly kind: 'entry'; readonly file: string; readonly number: number }
  | { readonly kind: 'entries'; readonly file: string; readonly count: number };

/** What could not be taken along with a conversation, and how many of them. */
export interface ImportRemark {
  readonly kind: 'media_missing' | 'messages_broken' | 'pieces_unknown';
  readonly count: number;
}

/** What became of one conversation, or of one file that held none. */
export type ImportItem =
  | {
      readonly kind: 'added';
      readonly conversationId: Id;
      readonly title: string;
      readonly source: ImportSource;
      readonly messages: number;
      /** Empty when everything was taken along. */
      readonly remarks: readonly ImportRemark[];
    }
  /** It was there already and has gained messages since; nothing of it was replaced. */
  | {
      readonly kind: 'extended';
      readonly conversationId: Id;
      readonly title: string;
      readonly source: ImportSource;
      readonly messages: number;
      readonly remarks: readonly ImportRemark[];
    }
  | { readonly kind: 'already_there'; readonly conversationId: Id; readonly title: string }
  | { readonly kind: 'skipped'; readonly name: ItemName; readonly reason: Coded };

export interface ImportReport {
  readonly added: number;
  readonly extended: number;
  readonly alreadyThere: number;
  readonly skipped: number;
  /** Messages brought in. */
  readonly messages: number;
  /** Images and files brought in. */
  readonly attachments: number;
  /** The first ten thousand; the numbers above count all. */
  readonly items: readonly ImportItem[];
}

export interface ExportReport {
  /** The file that was written. */
  readonly path: string;
  readonly conversations: number;
  /** null: whole conversations were taken out. */
  readonly messages: number | null;
  /** Bytes written. */
  readonly size: number;
  readonly skipped: readonly { readonly name: string; readonly reason: Coded }[];
  /** Texts that took too long to lay out, and stand there as they were written. */
  readonly asPlainText: number;
}

/** How a job ended. */
export type JobResult =
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'exported'; readonly report: ExportReport }
  | { readonly kind: 'backed_up'; readonly report: BackupReport }
  | { readonly kind: 'restored'; readonly report: RestoreReport }
  | { readonly kind: 'moved'; readonly report: MoveReport }
  /** `report`: what was brought in before the person stopped it; null for an export, which leaves nothing. */
  | { readonly kind: 'cancelled'; readonly report: ImportReport | null }
  /** `report`: what was brought in before it failed; null for an export, which leaves nothing. */
  | {
      readonly kind: 'failed';
      readonly error: ParleyError;
      readonly report: ImportReport | null;
    };

/** Work that takes a while, as the window follows it. The last update of a job carries its result. */
export interface JobUpdate {
  readonly jobId: string;
  readonly kind: 'import' | 'export' | 'backup' | 'restore' | 'move';
  /** Bytes read of an import, conversations written of an export, bytes of the others. */
  readonly done: number;
  /** In the same unit. */
  readonly total: number;
  /** null while it runs. */
  readonly result: JobResult | null;
}

/** null: the person closed the dialog, and nothing was started. */
export interface StartedJob {
  readonly jobId: string | null;
}
