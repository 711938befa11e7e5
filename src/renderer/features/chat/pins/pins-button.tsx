import { useId, useRef, useState } from 'react';
import Pin from 'lucide-react/icons/pin';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { PinsPopupProps } from './pins-popup.tsx';

const PinsPopup = deferred<PinsPopupProps>(
  async () => (await import('./pins-popup.tsx')).PinsPopup,
);

/** Opens the pinned messages. There is no button while there are none. */
export function PinsButton({ conversationId }: { readonly conversationId: Id }) {
  const hasPins = useApp((state) => state.heads[conversationId]?.pins !== undefined);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const anchor = `--pins-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  if (!hasPins) return null;
  return (
    <span style={{ anchorName: anchor }}>
      <IconButton
        ref={button}
        label={t('pins.title')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        // The focus must stay in the popup, otherwise the popup closes before the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!isOpen)}
      >
        <Pin size={18} />
      </IconButton>
      {isOpen && (
        <PinsPopup
          conversationId={conversationId}
          anchor={anchor}
          isInside={(target) => button.current?.contains(target) ?? false}
          onClose={(isByKey) => {
            setOpen(false);
            if (isByKey) button.current?.focus();
          }}
        />
      )}
    </span>
  );
}
