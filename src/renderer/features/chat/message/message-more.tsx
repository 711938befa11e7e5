import { lazy, Suspense, useRef, useState } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import type { Id } from '../../../../shared/model/conversation.ts';
import { ActionButton } from './action-button.tsx';

// A log has thousands of these buttons, and hardly any of their menus are ever opened.
const MessageMenu = lazy(async () => ({
  default: (await import('./message-menu.tsx')).MessageMenu,
}));

/** The button that opens the menu of further actions. */
export function MessageMore({ messageId }: { readonly messageId: Id }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <ActionButton
        ref={button}
        label="More"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Ellipsis size={16} />
      </ActionButton>
      {isOpen && (
        <Suspense>
          <MessageMenu messageId={messageId} button={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
