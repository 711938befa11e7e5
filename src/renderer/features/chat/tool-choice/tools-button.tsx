import { useId, useRef, useState } from 'react';
import Blocks from 'lucide-react/icons/blocks';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useController } from '../../../client/use-app.ts';
import type { ToolsPopupProps } from './tools-popup.tsx';
import type { Choice } from './use-choice.ts';
import styles from './tools-button.module.css';

const ToolsPopup = deferred<ToolsPopupProps>(
  async () => (await import('./tools-popup.tsx')).ToolsPopup,
);

/** Opens the tools of this conversation. Shows how many sources are on. */
export function ToolsButton(choice: Choice) {
  const controller = useController();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const anchor = `--tools-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  const count = choice.choice.on.length;
  return (
    <span className={styles.place} style={{ anchorName: anchor }}>
      <IconButton
        ref={button}
        label={t('tool_choice.button')}
        data-command="tools"
        tooltipSide="top"
        className={styles.button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-description={count === 0 ? undefined : t('tool_choice.button.on', { count })}
        data-on={count > 0 || undefined}
        // The focus must stay in the popup, otherwise the popup closes before the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (!isOpen) void controller.loadTools();
          setOpen(!isOpen);
        }}
      >
        <Blocks size={18} />
        {/* The style sheet draws the count. As text it would be part of the button's name. */}
        {count > 0 && <span className={styles.count} data-count={numberText(count)} aria-hidden />}
      </IconButton>
      {isOpen && (
        <ToolsPopup
          {...choice}
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
