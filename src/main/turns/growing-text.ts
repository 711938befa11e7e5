import type { Opaque } from '../../shared/model/conversation.ts';
import type { AnswerParts, Growing } from './answer-parts.ts';

type Kind = 'text' | 'reasoning';

/** After this many short parts in a row, we assume that the server interleaves two texts. */
const maxShortParts = 8;
/** Those parts together must be shorter than this (UTF-16 code units). */
const shortPartsLength = 256;
/** After this many alternations of text and reasoning, they are merged into two texts. */
const maxParts = 64;

/** The two parts that alternating deltas are appended to. */
type Woven = Partial<Record<Kind, Growing>>;

/** The text and reasoning of a growing answer. `createAnswer` documents the merging rules. */
export interface GrowingText {
  readonly addText: (text: string) => void;
  readonly addReasoning: (text: string, opaque: Opaque | undefined) => void;
  /** Moves the last `length` UTF-16 code units of one kind to the end of the other. */
  readonly move: (from: Kind, length: number) => void;
  /** Called when anything other than reasoning arrives. */
  readonly endReasoning: () => void;
  /** Called when a part other than text or reasoning begins; text after it starts a new part. */
  readonly beginStretch: () => void;
}

function isBlank({ text }: Growing): boolean {
  return text?.trim() === '';
}

/** True for complete reasoning: its signature must be sent back with exactly this text. */
function isSealed({ base }: Growing): boolean {
  return base.kind === 'reasoning' && base.opaque !== undefined;
}

/**
 * Merges the short parts of a server that alternates; `stretch` is the number of the first part
 * that may be merged. Returns null if text and reasoning simply take turns.
 */
function weave(parts: AnswerParts, stretch: number): Woven | null {
  const count = parts.all().length;
  const tail = parts.all().slice(Math.max(stretch, count - maxShortParts));
  if (tail.length < maxShortParts || tail.some(isSealed)) return null;
  const length = tail.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  const isShort = length < shortPartsLength;
  if (!isShort && count - stretch < maxParts) return null;
  const woven: Woven = {};
  for (const part of isShort ? tail : tail.slice(-2)) {
    const { kind } = part.base;
    if (kind !== 'text' && kind !== 'reasoning') continue;
    const first = woven[kind];
    if (first === undefined) woven[kind] = part;
    else parts.move(part, first, part.text?.length ?? 0);
  }
  return woven;
}

/**
 * The parts that hold the last `length` code units of a kind, in order, with the length in each.
 */
function endOf(
  parts: AnswerParts,
  kind: Kind,
  length: number,
): readonly (readonly [Growing, number])[] {
  const found: (readonly [Growing, number])[] = [];
  let left = length;
  for (const part of parts.all().toReversed()) {
    if (left <= 0) break;
    if (part.base.kind !== kind || part.text === null) continue;
    const taken = Math.min(left, part.text.length);
    found.unshift([part, taken]);
    left -= taken;
  }
  return found;
}

/** Merges two parts of the same kind after the part between them was removed. */
function joinNeighbours(
  parts: AnswerParts,
  stretch: number,
  isOpen: (part: Growing) => boolean,
): void {
  for (const part of parts.all().toReversed()) {
    const previous = parts.all()[part.at - 1];
    if (previous === undefined || part.at < stretch || part.text === null) continue;
    if (previous.base.kind !== part.base.kind || part.base.kind === 'tool_call') continue;
    if (isOpen(previous)) parts.move(part, previous, part.text.length);
  }
}

/** Measures how long each piece of reasoning takes; `now` is in ms. */
function createReasoningClock(parts: AnswerParts, now: () => number) {
  let thinking: Growing | undefined;
  const end = (): void => {
    const part = thinking;
    thinking = undefined;
    if (part === undefined || part.beganAt === null || part.base.kind !== 'reasoning') return;
    const passed = Math.max(0, Math.round(now() - part.beganAt));
    parts.change(part, { ...part.base, durationMs: (part.base.durationMs ?? 0) + passed });
    part.beganAt = null;
  };
  return {
    end,
    begin(part: Growing, at: number): void {
      if (thinking !== part) end();
      part.beganAt ??= at;
      thinking = part;
    },
  };
}

/** Creates it for the parts of an answer, which may include parts of an earlier turn. */
export function createGrowingText(parts: AnswerParts, now: () => number): GrowingText {
  const clock = createReasoningClock(parts, now);
  const heldBefore = parts.all().length;
  /**
   * The text at the end of the answer that this turn continues, if any. Citations may follow it.
   */
  const cutPart = parts.all().findLast(({ base }) => base.kind !== 'citation');
  const cutText = cutPart?.base.kind === 'text' ? cutPart : undefined;
  /** Starts as the cut text; cleared once this turn has continued it or no longer can. */
  let resumed = cutText;
  /** The number of the first part since the last picture, call or result of this turn. */
  let stretch = heldBefore;
  let woven: Woven | null = null;
  /** When this turn's first text arrived; that text may turn out to be reasoning. */
  let textBeganAt: number | null = null;

  /** True for a part of this turn that can still be appended to. */
  const isOpen = (part: Growing): boolean =>
    !isSealed(part) && (part.at >= stretch || (part === cutText && stretch === heldBefore));

  const begin = (kind: Kind): Growing => {
    woven ??= weave(parts, stretch);
    const held = woven?.[kind];
    const part = held !== undefined && !isSealed(held) ? held : parts.begin({ kind, text: '' });
    if (woven !== null) woven[kind] = part;
    return part;
  };

  /** Puts the continued text after any reasoning that has arrived since. */
  const resume = (text: Growing): Growing => {
    resumed = undefined;
    if (text === parts.last()) return text;
    const moved = parts.begin({ kind: 'text', text: '' });
    parts.move(text, moved, text.text?.length ?? 0);
    return moved;
  };

  const textPart = (): Growing => {
    if (resumed !== undefined) return resume(resumed);
    const last = parts.last();
    return last?.base.kind === 'text' && woven === null ? last : begin('text');
  };

  const reasoningPart = (): Growing => {
    const last = parts.last();
    if (last === undefined || woven !== null) return begin('reasoning');
    if (last.base.kind === 'reasoning') return isSealed(last) ? begin('reasoning') : last;
    if (last.base.kind !== 'text') return begin('reasoning');
    const previous = parts.all()[last.at - 1];
    const joins = previous?.base.kind === 'reasoning' && !isSealed(previous);
    if (last === resumed) return joins ? previous : begin('reasoning');
    if (!isBlank(last) || last.at < heldBefore) return begin('reasoning');
    const part = joins ? previous : parts.begin({ kind: 'reasoning', text: '' });
    parts.move(last, part, last.text?.length ?? 0);
    return part;
  };

  /**
   * The last reasoning part since the last tool result; null if there is none or it is complete.
   */
  const lastReasoning = (): Growing | null => {
    for (const part of parts.all().toReversed()) {
      if (part.base.kind === 'tool_result') return null;
      if (part.base.kind === 'reasoning') return isSealed(part) ? null : part;
    }
    return null;
  };

  return {
    endReasoning: clock.end,
    addText(text) {
      clock.end();
      textBeganAt ??= now();
      parts.grow(textPart(), text);
    },
    addReasoning(text, opaque) {
      const part = (text === '' ? lastReasoning() : null) ?? reasoningPart();
      clock.begin(part, now());
      parts.grow(part, text);
      if (opaque === undefined || part.base.kind !== 'reasoning') return;
      parts.change(part, { ...part.base, opaque });
      clock.end();
    },
    move(from, length) {
      const ends = endOf(parts, from, length);
      const [[first, taken] = []] = ends;
      if (first === undefined) return;
      const to = from === 'text' ? 'reasoning' : 'text';
      // It joins the last part of the other kind, unless a part of its own kind remains between
      // them.
      const nearest = taken === first.text?.length ? first.at - 1 : first.at + 1;
      const target =
        parts
          .all()
          .findLast((part) => part.base.kind === to && isOpen(part) && part.at >= nearest) ??
        parts.begin({ kind: to, text: '' });
      if (to === 'reasoning') clock.begin(target, textBeganAt ?? now());
      for (const [part, moved] of ends) parts.move(part, target, moved);
      clock.end();
      joinNeighbours(parts, stretch, isOpen);
      // Text that turned out to be reasoning did not continue the cut text.
      const isCut = to === 'reasoning' && stretch === heldBefore && first === cutText;
      resumed = isCut && first.at !== -1 ? first : undefined;
      woven = null;
      textBeganAt = to === 'text' ? now() : null;
    },
    beginStretch() {
      clock.end();
      resumed = undefined;
      woven = null;
      stretch = parts.all().length;
    },
  };
}
