/** A change of an unsent text: what stood at this index before, and what stands there since. */
export interface DraftStep {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** The step from one text to another; both must differ. */
export function stepBetween(before: string, after: string): DraftStep {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  let end = 0;
  while (
    end < shorter - at &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end += 1;
  }
  return {
    at,
    removed: before.slice(at, before.length - end),
    inserted: after.slice(at, after.length - end),
  };
}

/** The text before a step; null if the step does not lead to this text. */
export function textBefore({ at, removed, inserted }: DraftStep, text: string): string | null {
  if (!text.startsWith(inserted, at) || text.length < at + inserted.length) return null;
  return text.slice(0, at) + removed + text.slice(at + inserted.length);
}

/** The text after a step; null if the step does not begin at this text. */
export function textAfter({ at, removed, inserted }: DraftStep, text: string): string | null {
  return textBefore({ at, removed: inserted, inserted: removed }, text);
}
