import type { Filling } from '../../../../shared/model/arrival/arrival.ts';
import type { Draft } from '../composer/drafts.ts';

/** The share of filled-in words whose loss makes a text the person's own. */
const lossOfMark = 0.75;

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u).filter((word) => word !== ''));
}

/** Adds what was filled in below what the person has written; beside it, if it is long. */
export function withFilling(draft: Draft, { text }: Filling, longText: number): Draft {
  if (text === '') return draft;
  if (text.length > longText) return { ...draft, pasted: [...draft.pasted, text] };
  const isFree = !/\S/u.test(draft.text);
  return { ...draft, text: isFree ? text : `${draft.text.trimEnd()}\n\n${text}` };
}

/** Takes it out again, as far as it is unchanged. */
export function withoutFilling(draft: Draft, { text }: Filling): Draft {
  if (text === '') return draft;
  const pasted = draft.pasted.filter((each) => each !== text);
  const at = draft.text.lastIndexOf(text);
  if (at === -1) return pasted.length === draft.pasted.length ? draft : { ...draft, pasted };
  const before = draft.text.slice(0, at).trimEnd();
  const after = draft.text.slice(at + text.length);
  return { ...draft, text: before === '' ? after.trimStart() : `${before}${after}` };
}

/** True while a draft that is not blank is still what another program filled in, more or less. */
export function isStillFilled(draft: Draft, { text }: Filling): boolean {
  if (text === '' || draft.pasted.includes(text)) return true;
  const left = wordsOf(draft.text);
  const filled = [...wordsOf(text)];
  return filled.filter((word) => !left.has(word)).length <= filled.length * lossOfMark;
}
