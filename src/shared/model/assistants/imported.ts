import type { Coded } from '../errors.ts';

/** An assistant that an import added. */
export interface ImportedAssistant {
  readonly id: string;
  readonly name: string;
  /** Fields of the file that have no place in an assistant, by their names in the file. */
  readonly leftOut: readonly string[];
}

/** The result of an import; empty if the person chose no file. */
export interface ImportedAssistants {
  readonly added: readonly ImportedAssistant[];
  /** Files and entries that are no assistants. */
  readonly skipped: readonly { readonly name: string; readonly reason: Coded }[];
}
