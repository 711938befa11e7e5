import { lazy, Suspense, useId, useRef, useState } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useDragOut } from '../page/use-drag-out.ts';
import { ActionButton } from './action-button.tsx';

// A log has thousands of these buttons, and hardly any of their menus are ever opened.
const MessageMenu = lazy(async () => ({
  default: (await import('./message-menu.tsx')).MessageMenu,
}));
const MessageDetails = lazy(async () => ({
  default: (await import('../details/message-details.tsx')).MessageDetails,
}));

/** The panel that is open beside a message: its menu, or one that was chosen there. */
export type MessagePanel = 'menu' | 'details';

/** The button that opens the menu of further actions. */
export function MessageMore({ messageId }: { readonly messageId: Id }) {
  const [panel, setPanel] = useState<MessagePanel | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const dragOut = useDragOut();
  const id = useId();
  const anchor = `--more-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  const place = {
    anchor,
    isInside: (target: Node): boolean => button.current?.contains(target) ?? false,
    onClose(isByKey: boolean) {
      setPanel(null);
      if (isByKey) button.current?.focus();
    },
  };
  return (
    <>
      <ActionButton
        ref={button}
        label={t('message.more')}
        data-tip={t('message.more.tip')}
        draggable
        onDragStart={(event) => dragOut(event, { kind: 'message', messageId })}
        aria-haspopup="menu"
        aria-expanded={panel !== null}
        // An element with an anchor's name costs the browser something in each frame.
        style={panel === null ? undefined : { anchorName: anchor }}
        onClick={() => setPanel('menu')}
      >
        <Ellipsis size={16} />
      </ActionButton>
      <Suspense>
        {panel === 'menu' && (
          <MessageMenu messageId={messageId} button={button} onClose={setPanel} />
        )}
        {panel === 'details' && <MessageDetails messageId={messageId} {...place} />}
      </Suspense>
    </>
  );
}
