import type { PartChange } from '../../shared/model/chat-event.ts';
import { streamedText, withStreamedText } from '../../shared/model/conversation-views.ts';
import type { Part } from '../../shared/model/conversation.ts';

/** A part of a growing answer. */
export interface Growing {
  /** The part without {@link text}. */
  base: Part;
  /** The field that arrives in pieces; null for a part that arrives whole. */
  text: string | null;
  /** The part's number; -1 once it is removed. */
  at: number;
  /** When its reasoning began to arrive; null while none is arriving. */
  beganAt: number | null;
  /** Cached result of the last read; null if the part has changed since. */
  snapshot: Part | null;
}

/** The numbered parts of an answer. Every change is reported as a {@link PartChange}. */
export interface AnswerParts {
  readonly all: () => readonly Growing[];
  readonly last: () => Growing | undefined;
  /** Appends a part. */
  readonly begin: (part: Part) => Growing;
  readonly grow: (growing: Growing, text: string) => void;
  /** Changes everything in a part except its text. Windows are told only if it is a tool call. */
  readonly change: (growing: Growing, base: Part) => void;
  /** Moves the end of one part to the end of another. A part left empty is removed. */
  readonly move: (from: Growing, to: Growing, length: number) => void;
  /** The changes since the last call. */
  readonly takeChanges: () => readonly PartChange[];
  readonly snapshot: () => readonly Part[];
}

function toGrowing(part: Part, at: number): Growing {
  const text = streamedText(part);
  const base = text === null ? part : withStreamedText(part, '');
  return { base, text, at, beganAt: null, snapshot: null };
}

function partOf(growing: Growing): Part {
  const { base, text } = growing;
  growing.snapshot ??= text === null ? base : withStreamedText(base, text);
  return growing.snapshot;
}

function addDuration(to: Growing, from: Growing): void {
  if (to.base.kind !== 'reasoning' || from.base.kind !== 'reasoning') return;
  const more = from.base.durationMs;
  if (more !== undefined) to.base = { ...to.base, durationMs: (to.base.durationMs ?? 0) + more };
  to.beganAt ??= from.beganAt;
}

/** Creates the parts of an answer that may already have some. */
export function createAnswerParts(before: readonly Part[]): AnswerParts {
  const parts = before.map(toGrowing);
  let changes: PartChange[] = [];

  const remove = (growing: Growing): void => {
    parts.splice(growing.at, 1);
    for (const behind of parts.slice(growing.at)) behind.at -= 1;
    growing.at = -1;
  };

  return {
    all: () => parts,
    last: () => parts.at(-1),
    begin(part) {
      const growing = toGrowing(part, parts.length);
      parts.push(growing);
      changes.push({ kind: 'part', index: growing.at, part });
      return growing;
    },
    grow(growing, text) {
      if (text === '' || growing.text === null) return;
      // The engine joins strings built this way only when they are read.
      growing.text += text;
      growing.snapshot = null;
      changes.push({ kind: 'grow', index: growing.at, text });
    },
    change(growing, base) {
      growing.base = base;
      growing.snapshot = null;
      if (base.kind !== 'tool_call') return;
      changes.push({ kind: 'call', index: growing.at, call: { ...base, arguments: '' } });
    },
    move(from, to, length) {
      const text = from.text ?? '';
      const at = Math.max(0, text.length - length);
      changes.push({ kind: 'moved', from: from.at, to: to.at, length: text.length - at });
      to.text = (to.text ?? '') + text.slice(at);
      from.text = text.slice(0, at);
      from.snapshot = null;
      if (at === 0) addDuration(to, from);
      to.snapshot = null;
      if (at === 0) remove(from);
    },
    takeChanges() {
      const taken = changes;
      changes = [];
      return taken;
    },
    snapshot: () => parts.map(partOf),
  };
}
