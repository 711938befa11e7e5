import { lazy, Suspense, useRef, useState } from 'react';
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
  const anchor = `--more-${messageId}`;
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
      {panel !== null && (
        <Suspense>
          {panel === 'menu' ? (
            <MessageMenu messageId={messageId} button={button} onClose={setPanel} />
          ) : (
            <MessageDetails
              messageId={messageId}
              anchor={anchor}
              isInside={(target) => button.current?.contains(target) ?? false}
              onClose={(isByKey) => {
                setPanel(null);
                if (isByKey) button.current?.focus();
              }}
            />
          )}
        </Suspense>
      )}
    </>
  );
}
