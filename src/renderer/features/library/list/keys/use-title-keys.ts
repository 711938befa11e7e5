import { useCallback, useState, useRef, type FocusEvent } from 'react';
import type { ConversationHead, Id } from '../../../../../shared/model/conversation.ts';
import { createTypeAhead } from './type-ahead.ts';
import type { ListKeys } from '../use-list-keys.ts';

/** Letters that look for a title, until the person opens one and means to write. */
export function useTitleKeys(
  heads: Readonly<Record<Id, ConversationHead>>,
  onOpen: (id: Id) => void,
) {
  const [typeAhead] = useState(() => createTypeAhead(() => performance.now()));
  const hasOpened = useRef(false);
  return {
    /** Opens a conversation. Stable. */
    open: useCallback(
      (id: Id) => {
        hasOpened.current = true;
        onOpen(id);
      },
      [onOpen],
    ),
    onFocus({ relatedTarget }: FocusEvent): void {
      // Without one, the window has come back to the front.
      if (relatedTarget !== null) hasOpened.current = false;
    },
    keys: (): Pick<ListKeys, 'nameOf' | 'typeAhead'> => ({
      nameOf: (line) => (line.kind === 'folder' ? line.label : (heads[line.id]?.title ?? '')),
      typeAhead: hasOpened.current ? null : typeAhead,
    }),
  };
}
