import type { ItemName } from '../../../shared/model/jobs.ts';
import { isObject } from '../../store/fields.ts';
import { chatbox } from './formats/chatbox.ts';
import { chatgpt } from './formats/chatgpt.ts';
import { cherryStudio } from './formats/cherry-studio.ts';
import { claude } from './formats/claude.ts';
import { claudeProjects } from './formats/claude-projects.ts';
import { deepseek } from './formats/deepseek.ts';
import { listOf, type Format, type Found, type GatheredFormat } from './formats/format.ts';
import { gemini } from './formats/gemini.ts';
import { grok } from './formats/grok.ts';
import { librechat } from './formats/librechat.ts';
import { llamaCpp } from './formats/llama-cpp.ts';
import { lmStudio } from './formats/lm-studio.ts';
import { mistral } from './formats/mistral.ts';
import { openWebUi } from './formats/open-webui.ts';
import { parley } from './formats/parley.ts';
import { notUnderstood } from './not-understood.ts';

/** Our own format comes first: nobody else writes the fields it checks for. */
const formats: readonly Format[] = [
  parley,
  chatgpt,
  deepseek,
  claude,
  claudeProjects,
  grok,
  openWebUi,
  librechat,
  cherryStudio,
  chatbox,
  llamaCpp,
  lmStudio,
];

/** Formats whose messages are independent values. */
const gathered: readonly GatheredFormat[] = [mistral, gemini];

/** Keys of objects that only wrap a list of conversations, as in some exports. */
const wrapped = ['conversations', 'chats', 'data'];

/**
 * The conversations in a JSON value, detected by its content and not by the file name. null if
 * none.
 */
export function findConversations(value: unknown): readonly Found[] | null {
  const format = formats.find((candidate) => candidate.recognises(value));
  if (format !== undefined) return readWith(format, value);
  if (!isObject(value)) return null;
  for (const key of wrapped) {
    const inner = listOf(value[key]);
    const found = inner.flatMap((item) => {
      const each = formats.find((candidate) => candidate.recognises(item));
      return each === undefined ? [] : readWith(each, item);
    });
    if (found.length > 0) return found;
  }
  return null;
}

/** The format of a value that is a single message; null if none. */
export function findGathered(value: unknown): GatheredFormat | null {
  return gathered.find((format) => format.recognises(value)) ?? null;
}

/** True for the list of files to download, which people often mistake for their export. */
export function isListOfDownloads(value: unknown): boolean {
  if (!isObject(value)) return false;
  const files = listOf(value['files']);
  const isList = files.length > 0 && files.every((file) => isObject(file) && 'url' in file);
  return 'export_id' in value && isList;
}

/**
 * Formats never throw on input. Should one do so, only this conversation fails and not the import.
 */
function readWith(format: Format, value: unknown): readonly Found[] {
  try {
    return format.read(value);
  } catch (error) {
    const title = isObject(value) ? (value['title'] ?? value['name']) : null;
    const name: ItemName =
      typeof title === 'string' && title !== '' ? title : { kind: 'conversation', source: null };
    return [{ kind: 'unreadable', name, reason: notUnderstood(error) }];
  }
}
