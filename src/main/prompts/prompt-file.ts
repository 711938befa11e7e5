import * as z from 'zod';
import { expected } from '../../shared/expected.ts';
import { promptFormSchema, type PromptForm } from '../../shared/model/prompts/prompt-schema.ts';
import { maxPrompts, type Prompts } from '../../shared/model/prompts/prompt.ts';
import { parseJson } from '../disk/json-text.ts';

const format = 'parley-prompts';
const formatVersion = 1;

/** The largest file of prompts (bytes). */
export const largestFile = 32 * 1024 * 1024;

const fileSchema = z.looseObject({
  format: z.literal(format),
  version: z.number(),
  prompts: z.array(z.unknown()),
});
/** A prompt in a file; its id is that of another computer. */
const entrySchema = promptFormSchema.omit({ id: true }).extend({
  folder: promptFormSchema.shape.folder.catch(''),
});

/** Prompts as a file, without what their variables were filled with. */
export function exportedPrompts(prompts: Prompts): string {
  const entries = prompts.map(({ name, folder, text }) => ({ name, folder, text }));
  const file = { format, version: formatVersion, prompts: entries };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The prompts of a file, and how many entries are none. */
export interface ReadPrompts {
  readonly prompts: readonly Omit<PromptForm, 'id'>[];
  readonly skipped: number;
}

/** Reads the bytes of a file. Throws an ExpectedError if it holds no prompts at all. */
export function readPromptFile(bytes: Buffer): ReadPrompts {
  const parsed = parseJson(bytes);
  const file = fileSchema.safeParse(parsed.kind === 'value' ? parsed.value : null);
  if (!file.success) throw expected('not_prompts', {});
  if (file.data.version > formatVersion) throw expected('prompts_by_newer', {});
  const entries = file.data.prompts;
  const prompts = entries.slice(0, maxPrompts).flatMap((entry) => {
    const checked = entrySchema.safeParse(entry);
    return checked.success ? [checked.data] : [];
  });
  if (prompts.length === 0) throw expected('not_prompts', {});
  return { prompts, skipped: entries.length - prompts.length };
}
