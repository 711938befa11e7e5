import { useCallback, useMemo, useState } from 'react';
import type { Id } from '../../../shared/conversation.ts';

/** Conversations chosen for one action. */
export interface Selection {
  /** Only what is in the list. */
  readonly ids: ReadonlySet<Id>;
  readonly toggle: (id: Id) => void;
  /** Everything from the one that was chosen last to this one. */
  readonly extendTo: (id: Id) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

const none: ReadonlySet<Id> = new Set();

/** `listed`: the conversations in the list, in its order. */
export function useSelection(listed: readonly Id[]): Selection {
  const [chosen, setChosen] = useState(none);
  const [anchor, setAnchor] = useState<Id | null>(null);
  const ids = useMemo(
    () => (chosen.size === 0 ? none : new Set(listed.filter((id) => chosen.has(id)))),
    [chosen, listed],
  );
  return {
    ids,
    toggle: useCallback((id: Id) => {
      setAnchor(id);
      setChosen((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    }, []),
    extendTo: useCallback(
      (id: Id) => {
        const to = listed.indexOf(id);
        const known = anchor === null ? -1 : listed.indexOf(anchor);
        const from = known === -1 ? to : known;
        if (known === -1) setAnchor(id);
        setChosen(new Set(listed.slice(Math.min(from, to), Math.max(from, to) + 1)));
      },
      [anchor, listed],
    ),
    all: useCallback(() => setChosen(new Set(listed)), [listed]),
    clear: useCallback(() => {
      setChosen(none);
      setAnchor(null);
    }, []),
  };
}
