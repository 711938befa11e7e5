/** The most prompts. */
export const maxPrompts = 2000;
/** The longest name, and the longest folder (UTF-16 code units). */
export const longestName = 200;
/** The longest prompt (UTF-16 code units). */
export const longestText = 100_000;
/** The texts of all prompts together (UTF-16 code units). The whole list goes to each window. */
export const longestTexts = 10_000_000;
/** The most values that a prompt remembers, and the longest (UTF-16 code units). */
export const maxValues = 50;
export const longestValue = 2000;

/** Values of a prompt's variables, by name. */
export type PromptValues = Readonly<Record<string, string>>;

/** A saved prompt: a text to begin a message with. */
export interface Prompt {
  readonly id: string;
  readonly name: string;
  /** The folder in which it is listed; '' for none. */
  readonly folder: string;
  /** May hold variables. */
  readonly text: string;
  /** What its variables were last filled with. */
  readonly values?: PromptValues | undefined;
  /** When it was last used; ISO 8601, UTC. Absent if it never was. */
  readonly usedAt?: string | undefined;
}

/** The beginning of a prompt that lists show beside its name (UTF-16 code units). */
const shownText = 300;

/** The first line of a prompt, for lists. */
export function firstLineOf({ text }: Pick<Prompt, 'text'>): string {
  return text.trimStart().slice(0, shownText).split('\n', 1)[0] ?? '';
}

/** The prompts, in the order in which they were added. */
export type Prompts = readonly Prompt[];
