import { createHash } from 'node:crypto';
import type { Needs } from '../needs.ts';
import type { QuestionMessage } from '../protocol.ts';

/** Nine letters and digits. */
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
 * Gives every call of a history an id of its own, as servers want them: some number the calls of each
 * answer anew, and others refuse an id that comes twice. A result belongs to the last call of its id.
 * Messages that are passed on as they came keep theirs.
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
