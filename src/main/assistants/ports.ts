import type { AttachmentPart } from '../../shared/model/conversation.ts';
import type { Assistants } from '../../shared/model/assistants/assistant.ts';

/** Storage of the assistants. */
export interface AssistantsFilePort {
  read(): Assistants;
  /**
   * Resolves once the change is on disk. Throws an ExpectedError (`storage`) if nothing was
   * changed.
   */
  update(change: (before: Assistants) => Assistants): Promise<void>;
  /** Calls the listener after every change. Returns a function that unsubscribes it. */
  subscribe(listener: () => void): () => void;
}

/** Asks the person for files: Electron's dialogs, or a test's answers. */
export interface AssistantDialogs {
  /** Absolute paths; empty if the person chose none. */
  chooseAssistants(): Promise<readonly string[]>;
  /** null if the person cancelled. */
  chooseTarget(name: string): Promise<string | null>;
}

/** The attachments that are documents of assistants. */
export interface AttachmentsPort {
  /** The facts about a stored file. Throws an ExpectedError if it is missing. */
  describe(named: Pick<AttachmentPart, 'attachment' | 'name'>): Promise<AttachmentPart>;
  /** Marks them as used. */
  settle(parts: readonly AttachmentPart[]): void;
}
