import type { RestoreMode } from '../../shared/model/backups.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { FileSystem } from '../disk/file-system.ts';
import type { SettingsPort } from '../providers/ports.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import type { ConversationReader } from '../store/conversations/reading/conversation-reader.ts';
import type { DraftStore } from '../store/drafts/drafts.ts';
import type { AssistantsFilePort } from '../assistants/ports.ts';
import type { PromptsFilePort } from '../prompts/ports.ts';
import type { ToolsFilePort } from '../tools/kept.ts';
import type { Backup } from './read-backup.ts';
import type { Offered } from './settings-offer.ts';

/** The running program's rooms, so that what is restored appears immediately. */
export interface RestoreTarget {
  readonly files: FileSystem;
  readonly root: string;
  readonly conversations: ConversationService;
  readonly reader: ConversationReader;
  readonly attachments: AttachmentStore;
  readonly drafts: Pick<DraftStore, 'all' | 'set'>;
  readonly settings: SettingsPort;
  readonly tools: ToolsFilePort;
  readonly assistants: AssistantsFilePort;
  readonly prompts: PromptsFilePort;
}

export interface RestoreOptions {
  /** Verified: {@link openBackup} has compared every byte. */
  readonly backup: Backup;
  readonly mode: RestoreMode;
  readonly target: RestoreTarget;
  /** The backup of the current data, made before anything is replaced; null for `merge`. */
  readonly safetyCopy: string | null;
  /** Holds these until the person has answered, and returns the id of the offer. */
  readonly withhold: (offered: Offered) => string;
  readonly signal: AbortSignal;
  /** In files. */
  readonly onProgress: (done: number, total: number) => void;
}
