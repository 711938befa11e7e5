import { expected } from '../../shared/expected.ts';
import { maxAssistants } from '../../shared/model/assistants/assistant.ts';
import { parseJson } from '../disk/json-text.ts';
import { readCharacterCard } from './formats/character-card.ts';
import { readCherryStudio } from './formats/cherry-studio.ts';
import { fieldsOf } from './formats/fields.ts';
import { readLobeHub } from './formats/lobe-hub.ts';
import { readParley, type Here } from './formats/parley.ts';
import { isPng, pngText } from './formats/png-text.ts';
import type { Understood } from './formats/understood.ts';

/** The largest file, a picture, and the largest JSON (bytes). */
export const largestFile = 16 * 1024 * 1024;
export const largestJson = 4 * 1024 * 1024;

/** The JSON of a file, or of the card in a picture. */
function jsonOf(bytes: Buffer): Buffer {
  if (!isPng(bytes)) return bytes;
  const text = pngText(bytes, 'chara') ?? pngText(bytes, 'ccv3');
  if (text === null) throw expected('not_an_assistant', {});
  return Buffer.from(text, 'base64');
}

/** The assistants that a document holds: one, or a list of them. */
function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  const state: unknown =
    value !== null && typeof value === 'object' && 'state' in value ? value.state : null;
  const sessions: unknown =
    typeof state === 'object' && state !== null && 'sessions' in state ? state.sessions : null;
  return Array.isArray(sessions) ? (sessions as readonly unknown[]) : [value];
}

function understand(entry: unknown, here: Here): Understood | null {
  if (fieldsOf(entry) === null) return null;
  return (
    readParley(entry, here) ??
    readCharacterCard(entry) ??
    readLobeHub(entry) ??
    readCherryStudio(entry)
  );
}

/** The assistants of a file, and how many entries were none. */
export interface ReadAssistantFile {
  readonly understood: readonly Understood[];
  readonly skipped: number;
}

/** Reads the bytes of a file. Throws an ExpectedError if it holds no assistant at all. */
export function readAssistantFile(bytes: Buffer, here: Here): ReadAssistantFile {
  const json = jsonOf(bytes);
  if (json.byteLength > largestJson) {
    throw expected('assistant_file_too_large', { most: largestJson });
  }
  const parsed = parseJson(json);
  if (parsed.kind !== 'value') throw expected('not_an_assistant', {});
  const entries = entriesOf(parsed.value);
  const understood: Understood[] = [];
  for (const entry of entries.slice(0, maxAssistants)) {
    const one = understand(entry, here);
    if (one !== null) understood.push(one);
  }
  if (understood.length === 0) throw expected('not_an_assistant', {});
  return { understood, skipped: entries.length - understood.length };
}
