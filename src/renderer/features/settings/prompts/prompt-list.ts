import {
  longestName,
  longestText,
  type Prompt,
  type Prompts,
} from '../../../../shared/model/prompts/prompt.ts';
import type { ImportedPrompts } from '../../../../shared/model/prompts/imported.ts';
import type { PromptForm } from '../../../../shared/model/prompts/prompt-schema.ts';
import { foldCase, wordsOf } from '../../../ui/filter-options.ts';

/** From this many prompts on, the list has a search box. */
export const searchFrom = 8;

/** The prompts of one folder. */
export interface PromptFolder {
  /** '' for the prompts without a folder. */
  readonly name: string;
  readonly prompts: Prompts;
}

const byName = (a: string, b: string): number =>
  a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });

/** Folded texts of prompts; folding all of them anew would be felt at each key. */
const folded = new WeakMap<Prompt, string>();

function haystackOf(prompt: Prompt): string {
  const known = folded.get(prompt);
  if (known !== undefined) return known;
  const text = foldCase(`${prompt.name}\n${prompt.folder}\n${prompt.text}`);
  folded.set(prompt, text);
  return text;
}

/** The prompts that match a search, by folder; those without a folder come first. */
export function foldersOf(prompts: Prompts, search: string): readonly PromptFolder[] {
  const words = wordsOf(search);
  const found = new Map<string, Prompt[]>();
  for (const prompt of prompts) {
    if (words.length > 0) {
      const haystack = haystackOf(prompt);
      if (!words.every((word) => haystack.includes(word))) continue;
    }
    const known = found.get(prompt.folder);
    if (known === undefined) found.set(prompt.folder, [prompt]);
    else known.push(prompt);
  }
  return [...found]
    .map(([name, list]) => ({ name, prompts: list.toSorted((a, b) => byName(a.name, b.name)) }))
    .toSorted((a, b) => byName(a.name, b.name));
}

/** The names of all folders, in the order of the list. */
export function folderNames(prompts: Prompts): readonly string[] {
  return [...new Set(prompts.map(({ folder }) => folder))].filter(Boolean).toSorted(byName);
}

/** A prompt as it is being typed. */
export interface TypedPrompt {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

/** What is wrong with a typed prompt, by field; null where nothing is. */
export type PromptProblems = Readonly<Record<keyof TypedPrompt, string | null>>;

/** What was typed, checked. */
export type ReadPrompt =
  | { readonly ok: true; readonly form: PromptForm }
  | { readonly ok: false; readonly problems: PromptProblems };

/** Checks what was typed. A folder that differs in case only is the one that is there. */
export function readPrompt(typed: TypedPrompt, folders: readonly string[]): ReadPrompt {
  const name = typed.name.trim();
  const folder = typed.folder.trim();
  const most = longestText.toLocaleString('en');
  const problems: PromptProblems = {
    name: name === '' ? 'Enter a name.' : null,
    folder: folder.length > longestName ? 'Choose a shorter name.' : null,
    text:
      typed.text.trim() === ''
        ? 'Enter the text of the prompt.'
        : typed.text.length > longestText
          ? `This is longer than ${most} characters.`
          : null,
  };
  if (Object.values(problems).some((problem) => problem !== null)) return { ok: false, problems };
  const known = folders.find((each) => foldCase(each) === foldCase(folder));
  return { ok: true, form: { name, folder: known ?? folder, text: typed.text } };
}

const counted = (count: number): string =>
  count === 1 ? '1 prompt' : `${count.toLocaleString()} prompts`;

/** Says what an import did. */
export function importedWords({ added, known, skipped }: ImportedPrompts): string {
  return [
    `${added === 0 ? 'No prompt' : counted(added)} added.`,
    ...(known === 0 ? [] : [`${counted(known)} here already.`]),
    ...(skipped === 0
      ? []
      : [`${skipped.toLocaleString()} left out, because they cannot be read.`]),
  ].join(' ');
}
