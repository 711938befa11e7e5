import { streamedText } from '../conversation-views.ts';
import type { Id, Message, Part } from '../conversation.ts';

/** A message without text takes about as much memory as this many characters. */
const emptyMessage = 300;

function charactersOfPart(part: Part): number {
  if (part.kind !== 'tool_result') return streamedText(part)?.length ?? 0;
  let characters = 0;
  for (const piece of part.content) {
    if (piece.kind === 'text') characters += piece.text.length;
    else if (piece.kind === 'structured') characters += piece.json.length;
  }
  return characters;
}

const known = new WeakMap<Readonly<Record<Id, Message>>, number>();

/**
 * How much memory messages take, in UTF-16 code units of text, two bytes each at most. Counted once
 * for the same messages, which are never changed in place.
 */
export function heldCharacters(messages: Readonly<Record<Id, Message>>): number {
  let characters = known.get(messages);
  if (characters !== undefined) return characters;
  characters = 0;
  for (const { parts } of Object.values(messages)) {
    characters += emptyMessage;
    for (const part of parts) characters += charactersOfPart(part);
  }
  known.set(messages, characters);
  return characters;
}
