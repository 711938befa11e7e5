import {
  textOf,
  type Conversation,
  type Id,
  type Message,
} from '../../src/shared/model/conversation.ts';

/** A command that the program has not answered; its effect may be there or not. */
export type Pending =
  | { readonly kind: 'create' }
  /** `text`: the question's; null for a new answer to an old question. */
  | { readonly kind: 'turn'; readonly text: string | null }
  | { readonly kind: 'rename'; readonly title: string }
  | { readonly kind: 'system_prompt'; readonly systemPrompt: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'restore' };

/** An answer as received over the program's channel. */
export interface Heard {
  text: string;
  /** After each batch: the time (ms since the epoch) and the length of the text. */
  marks: { readonly at: number; readonly length: number }[];
  /** Its end, as reported to the window. */
  end: { readonly at: number; readonly status: Message['status'] } | null;
}

/** The required state of one conversation. */
export interface Expected {
  readonly id: Id;
  /** Null for any. */
  title: string | null;
  systemPrompt: string | null;
  trashed: boolean;
  readonly messages: Map<Id, Message>;
  /** Text received since the last check of the disk. */
  readonly heard: Map<Id, Heard>;
  pending: Pending | null;
  /** Reported by an event, but not yet by an answer. */
  readonly rumours: Map<Id, Message>;
  /** The unsent texts, oldest first, and when each was handed over. */
  drafts: { readonly text: string; at: number }[];
}

/** Makes an empty expectation. */
export function expectedOf(id: Id): Expected {
  return {
    id,
    title: null,
    systemPrompt: null,
    trashed: false,
    messages: new Map(),
    heard: new Map(),
    pending: null,
    rumours: new Map(),
    drafts: [],
  };
}

/** The problems found on disk, and the age of the oldest missing text. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly missingMs: number;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}… (${text.length})` : text;
}

/**
 * Judges one streamed answer. `diedAt` is in ms since the epoch; `allowedMs` of its newest text may
 * be missing.
 */
function judgeHeard(
  found: Message,
  heard: Heard,
  diedAt: number,
  allowedMs: number,
): { readonly problem: string | null; readonly missingMs: number } {
  const text = textOf(found);
  const name = `answer ${found.id}`;
  if (!heard.text.startsWith(text) && !text.startsWith(heard.text)) {
    return {
      problem: `${name} has text that never came: ${shorten(text)} for ${shorten(heard.text)}`,
      missingMs: 0,
    };
  }
  const missing = heard.marks.find(({ length }) => length > text.length);
  const missingMs = missing === undefined ? 0 : diedAt - missing.at;
  if (missingMs > allowedMs) {
    return { problem: `${name} misses text that is ${missingMs.toFixed(0)} ms old`, missingMs };
  }
  if (
    heard.end !== null &&
    diedAt - heard.end.at > allowedMs &&
    found.status !== heard.end.status
  ) {
    const age = (diedAt - heard.end.at).toFixed(0);
    return {
      problem: `${name} ended ${heard.end.status} ${age} ms before, and is ${found.status}`,
      missingMs,
    };
  }
  return { problem: null, missingMs };
}

function judgeMessages(
  expected: Expected,
  found: Conversation,
  diedAt: number,
  allowedMs: number,
): Verdict {
  const problems: string[] = [];
  let missingMs = 0;
  for (const [id, message] of expected.messages) {
    const there = found.messages[id];
    if (there === undefined) {
      problems.push(`${message.role} message ${id} is lost: ${shorten(textOf(message))}`);
      continue;
    }
    if (there.parentId !== message.parentId) problems.push(`message ${id} has another parent`);
    const heard = expected.heard.get(id);
    if (heard !== undefined) {
      const judged = judgeHeard(there, heard, diedAt, allowedMs);
      if (judged.problem !== null) problems.push(judged.problem);
      missingMs = Math.max(missingMs, judged.missingMs);
    } else if (textOf(there) !== textOf(message)) {
      problems.push(`message ${id} is ${shorten(textOf(there))} for ${shorten(textOf(message))}`);
    } else if (message.status !== 'streaming' && there.status !== message.status) {
      // An answer that was to be continued may be found at the start of the continuation.
      const continues = expected.pending?.kind === 'turn' && there.status === 'interrupted';
      if (!continues) problems.push(`message ${id} is ${there.status} for ${message.status}`);
    }
  }
  for (const message of Object.values(found.messages)) {
    if (message.status === 'streaming') problems.push(`message ${message.id} streams for ever`);
    if (expected.messages.has(message.id)) continue;
    const { pending } = expected;
    const asked =
      pending?.kind === 'turn' &&
      (message.role === 'assistant' || textOf(message) === pending.text);
    if (!asked) problems.push(`nobody wrote ${message.role} message ${message.id}`);
  }
  if (found.leafId !== null && found.messages[found.leafId] === undefined) {
    problems.push('the leaf is missing');
  }
  return { problems, missingMs };
}

/** Compares a conversation that was opened after a death with its required state. */
export function judge(
  expected: Expected,
  found: Conversation,
  diedAt: number,
  allowedMs: number,
): Verdict {
  const { pending } = expected;
  const { problems, missingMs } = judgeMessages(expected, found, diedAt, allowedMs);
  const wrong = [...problems];
  const titles = [expected.title, pending?.kind === 'rename' ? pending.title : expected.title];
  if (expected.title !== null && !titles.includes(found.title)) {
    wrong.push(`the title is ${shorten(found.title)} for ${titles.join(' or ')}`);
  }
  const prompts = [
    expected.systemPrompt,
    pending?.kind === 'system_prompt' ? pending.systemPrompt : expected.systemPrompt,
  ];
  if (!prompts.includes(found.systemPrompt)) wrong.push('the system prompt is another');
  return { problems: wrong.map((problem) => `${expected.id}: ${problem}`), missingMs };
}

/** Compares the unsent text found with those typed, of which the newest may be missing. */
export function judgeDraft(
  expected: Expected,
  found: string,
  diedAt: number,
  allowedMs: number,
): string | null {
  const old = expected.drafts.findLastIndex(({ at }) => diedAt - at > allowedMs);
  const possible = expected.drafts.slice(Math.max(0, old));
  const texts = [...(old === -1 ? [''] : []), ...possible.map(({ text }) => text)];
  expected.drafts = [{ text: found, at: 0 }];
  if (texts.includes(found)) return null;
  return `${expected.id}: the draft is ${shorten(found)} for ${texts.join(' or ')}`;
}

/** Makes the state found the required state from here on. */
export function adopt(expected: Expected, found: Conversation): void {
  expected.title = found.titledBy === 'person' ? found.title : null;
  expected.systemPrompt = found.systemPrompt;
  expected.messages.clear();
  for (const message of Object.values(found.messages)) expected.messages.set(message.id, message);
  expected.heard.clear();
  expected.rumours.clear();
  expected.pending = null;
}
