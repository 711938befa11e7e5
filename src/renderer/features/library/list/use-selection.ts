import { useCallback, useMemo, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';

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

interface Chosen {
  readonly ids: ReadonlySet<Id>;
  /** The one that was chosen last; a range begins there. */
  readonly anchor: Id | null;
}

/** `listed`: the conversations in the list, in its order. */
export function useSelection(listed: readonly Id[]): Selection {
  // One state: a key may choose its own line and extend to the next before anything is drawn.
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
