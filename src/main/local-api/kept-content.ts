import type { ApiContent } from '../../shared/model/api.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { SentMessage } from './ask.ts';

/** Per request (UTF-16 code units). Fifty requests then take at most 13 MB. */
const maxAsked = 64_000;
const maxAnswered = 64_000;

/** The recorded text of one request. */
export interface KeptContent {
  readonly take: (step: ChatStep) => void;
  readonly read: () => ApiContent;
}

function partText(part: { readonly type: string; readonly [more: string]: unknown }): string {
  const text = part['text'];
  // An image may be many megabytes of text that is meaningless to a reader.
  return typeof text === 'string' ? text : `[${part.type.slice(0, 40)}]`;
}

function textOf({ content }: SentMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(partText).join('\n');
}

/** The last messages; the first of them may be truncated. */
function lastOf(messages: readonly SentMessage[]): Pick<ApiContent, 'asked' | 'isCut'> {
  const asked: ApiContent['asked'][number][] = [];
  let room = maxAsked;
  for (const message of messages.toReversed()) {
    if (room === 0) return { asked, isCut: true };
    const text = textOf(message);
    asked.unshift({ role: message.role, text: text.slice(0, room) });
    if (text.length > room) return { asked, isCut: true };
    room -= text.length;
  }
  return { asked, isCut: false };
}

/** Starts recording the text of one request, in memory and up to a readable length. */
export function keepContent(messages: readonly SentMessage[]): KeptContent {
  const { asked, isCut } = lastOf(messages);
  const pieces: string[] = [];
  const calls = new Set<string>();
  let room = maxAnswered;
  let isFull = false;

  function add(text: string): void {
    if (text.length > room) isFull = true;
    if (room === 0 || text === '') return;
    pieces.push(text.slice(0, room));
    room -= Math.min(room, text.length);
  }

  return {
    take(step) {
      if (step.kind === 'delta') add(step.text);
      if (step.kind === 'picture') add('\n[picture]\n');
      if (step.kind !== 'tool') return;
      if (!calls.has(step.callId)) {
        calls.add(step.callId);
        add(`${pieces.length > 0 ? '\n' : ''}${step.name} `);
      }
      add(step.argumentsDelta);
    },
    read: () => ({ asked, answer: pieces.join(''), isCut: isCut || isFull }),
  };
}
