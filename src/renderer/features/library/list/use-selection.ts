import { useCallback, useMemo, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';

/** Conversations selected for an action. */
export interface Selection {
  /** Contains only listed conversations. */
  readonly ids: ReadonlySet<Id>;
  readonly toggle: (id: Id) => void;
  /** Selects everything from the last selected conversation to this one. */
  readonly extendTo: (id: Id) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

const none: ReadonlySet<Id> = new Set();

interface Chosen {
  readonly ids: ReadonlySet<Id>;
  /** The last selected conversation, where a range starts. */
  readonly anchor: Id | null;
}

/** `listed`: the conversations of the list, in order. */
export function useSelection(listed: readonly Id[]): Selection {
  // A single state, because a key may select its row and extend to the next before a render.
  const [chosen, setChosen] = useState<Chosen>({ ids: none, anchor: null });
  const ids = useMemo(
    () => (chosen.ids.size === 0 ? none : new Set(listed.filter((id) => chosen.ids.has(id)))),
    [chosen, listed],
  );
  return {
    ids,
    toggle: useCallback((id: Id) => {
      setChosen((before) => {
        const next = new Set(before.ids);
        if (!next.delete(id)) next.add(id);
        return { ids: next, anchor: id };
      });
    }, []),
    extendTo: useCallback(
      (id: Id) => {
        setChosen(({ anchor }) => {
          const to = listed.indexOf(id);
          const known = anchor === null ? -1 : listed.indexOf(anchor);
          const from = known === -1 ? to : known;
          return {
            ids: new Set(listed.slice(Math.min(from, to), Math.max(from, to) + 1)),
            anchor: known === -1 ? id : anchor,
          };
        });
      },
      [listed],
    ),
    all: useCallback(() => setChosen(({ anchor }) => ({ ids: new Set(listed), anchor })), [listed]),
    clear: useCallback(() => setChosen({ ids: none, anchor: null }), []),
  };
}
