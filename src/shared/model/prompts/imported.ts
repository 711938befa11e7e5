/** What an import of prompts did. */
export interface ImportedPrompts {
  readonly added: number;
  /** Those that were here already, word for word. */
  readonly known: number;
  /** Entries that are no prompts, or too long. */
  readonly skipped: number;
}
