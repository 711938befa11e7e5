import type { Filling } from '../../shared/model/arrival/arrival.ts';

type Fill = (filling: Filling) => void;

let filler: Fill | null = null;
/** Waits for the page of a new conversation, which may not be on show yet. */
let waiting: readonly Filling[] = [];

/** Fills in the message box of a new conversation as soon as it is on show. */
export function fillNew(filling: Filling): void {
  if (filler === null) waiting = [...waiting, filling];
  else filler(filling);
}

/** Takes what is filled in while the page of a new conversation is there. Returns an end to that. */
export function offerFilling(fill: Fill): () => void {
  filler = fill;
  const due = waiting;
  waiting = [];
  for (const filling of due) fill(filling);
  return () => {
    if (filler === fill) filler = null;
  };
}
