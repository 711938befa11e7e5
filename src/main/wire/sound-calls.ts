import { createHash } from 'node:crypto';
import { asObject, parseJson } from './json.ts';
import type { Needs } from './needs.ts';
import type { QuestionMessage } from './protocol.ts';

/** Derives an id of nine letters and digits. */
function nineOf(id: string, attempt: number): string {
  if (attempt === 0 && /^[a-z0-9]{9}$/i.test(id)) return id;
  const hash = createHash('sha256')
    .update(`${String(attempt)} ${id}`)
    .digest('hex');
  return hash.slice(0, 9);
}

function plainOf(id: string, attempt: number): string {
  return attempt === 0 ? id : `${id}_${String(attempt + 1)}`;
}

/**
 * Makes call ids unique within a history and valid for the server: some servers restart numbering
 * with each answer, and others refuse a repeated id. A result belongs to the most recent call with
 * its id. Messages that are passed through unchanged keep their ids.
 */
export function withSoundIds(
  messages: readonly QuestionMessage[],
  style: Needs['callIds'],
): readonly QuestionMessage[] {
  const taken = new Set<string>();
  const given = new Map<string, string>();
  const fresh = (id: string): string => {
    const make = style === 'nine' ? nineOf : plainOf;
    let attempt = 0;
    while (taken.has(make(id, attempt))) attempt += 1;
    const sound = make(id, attempt);
    taken.add(sound);
    given.set(id, sound);
    return sound;
  };
  return messages.map((message) => {
    if (message.asSent !== undefined) return message;
    if (message.role === 'tool') {
      return { ...message, callId: given.get(message.callId) ?? message.callId };
    }
    if (message.role !== 'assistant' || message.calls.length === 0) return message;
    const calls = message.calls.map((call) => ({ ...call, callId: fresh(call.callId) }));
    return { ...message, calls };
  });
}

/**
 * Makes a call's arguments acceptable to strict servers: a JSON object, empty if they were cut off.
 */
export function soundArguments(text: string): string {
  return asObject(parseJson(text)) === null ? '{}' : text.toWellFormed();
}
