import * as z from 'zod';
import { t } from '../../../shared/language/translate.ts';
import type { AssistantForm } from '../../../shared/model/assistants/assistant-schema.ts';
import {
  longestIcon,
  longestName,
  longestStarter,
  maxStarters,
} from '../../../shared/model/assistants/assistant.ts';
import { firstCharacter } from '../../../shared/model/assistants/icon.ts';

/** An assistant as a file describes it. */
export interface Understood {
  /** Without an id: it becomes a new one. */
  readonly form: AssistantForm;
  /** Names of fields that have no place in an assistant. */
  readonly leftOut: readonly string[];
}

/** The fields of a form that are texts, as a file wrote them. */
interface FoundTexts {
  readonly name: string;
  readonly icon: string;
  readonly instructions: string;
  readonly starters: readonly string[];
}

/** The name of an assistant that has none in its file. */
export function unnamed(): string {
  return t('assistant_file.unnamed');
}

/** A name of one line, cut where it is too long. Never empty. */
export function nameOf(text: string): string {
  const line = text
    .slice(0, 10_000)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? unnamed() : line.slice(0, longestName).toWellFormed();
}

/** An emoji at the start of a text; '' for an address, a word or nothing. */
function iconOf(text: string): string {
  const icon = firstCharacter(text);
  return /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(icon) &&
    icon.length <= longestIcon
    ? icon
    : '';
}

/** A text that begins with an emoji. Pictures and addresses are left out. */
export const iconSchema = z.string().refine((text) => iconOf(text) !== '');

/** Makes a form of what was found, within the limits. */
export function formOf({ name, icon, instructions, starters }: FoundTexts): AssistantForm {
  const questions = starters
    .map((starter) => starter.trim())
    .filter((starter) => starter !== '' && starter.length <= longestStarter);
  return {
    name: nameOf(name),
    icon: iconOf(icon),
    instructions: instructions.trim(),
    starters: questions.slice(0, maxStarters),
  };
}
