import type { Prompts } from '../../shared/model/prompts/prompt.ts';

/** Storage of the prompts. */
export interface PromptsFilePort {
  read(): Prompts;
  /**
   * Resolves once the change is on disk. Throws an ExpectedError (`storage`) if nothing was
   * changed.
   */
  update(change: (before: Prompts) => Prompts): Promise<void>;
  /** Calls the listener after every change. Returns a function that unsubscribes it. */
  subscribe(listener: () => void): () => void;
}

/** Asks the person for files: Electron's dialogs, or a test's answers. */
export interface PromptDialogs {
  /** An absolute path; null if the person chose none. */
  choosePrompts(): Promise<string | null>;
  /** null if the person cancelled. */
  chooseTarget(name: string): Promise<string | null>;
}
