import { perLanguage, sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
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

const collator = perLanguage(
  (tag) => new Intl.Collator(tag, { numeric: true, sensitivity: 'base' }),
);
const byName = (a: string, b: string): number => collator().compare(a, b);

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
  const problems: PromptProblems = {
    name: name === '' ? t('settings.field.no_name') : null,
    folder: folder.length > longestName ? t('settings.prompts.folder_too_long') : null,
    text:
      typed.text.trim() === ''
        ? t('settings.prompts.no_text')
        : typed.text.length > longestText
          ? t('form.problem.too_long', { characters: longestText })
          : null,
  };
  if (Object.values(problems).some((problem) => problem !== null)) return { ok: false, problems };
  const known = folders.find((each) => foldCase(each) === foldCase(folder));
  return { ok: true, form: { name, folder: known ?? folder, text: typed.text } };
}

/** Says what an import did. */
export function importedWords({ added, known, skipped }: ImportedPrompts): string {
  return sentences(
    t('settings.prompts.imported', { count: added }),
    known === 0 ? '' : t('settings.prompts.imported.known', { count: known }),
    skipped === 0 ? '' : t('settings.prompts.imported.skipped', { count: skipped }),
  );
}
