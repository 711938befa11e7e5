import { useId, useRef, useState } from 'react';
import CircleUserRound from 'lucide-react/icons/circle-user-round';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useController } from '../../../client/use-app.ts';
import { classNames } from '../../../ui/class-names.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { changeAssistant } from '../page/change-own.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import type { AssistantPopupProps } from './assistant-popup.tsx';
import styles from './assistant-button.module.css';

const AssistantPopup = deferred<AssistantPopupProps>(
  async () => (await import('./assistant-popup.tsx')).AssistantPopup,
);

/** Props of {@link AssistantButton}. */
export interface AssistantButtonProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Shows who answers in this conversation, and opens the assistants. */
export function AssistantButton({ conversationId, page, turns }: AssistantButtonProps) {
  const controller = useController();
  const { assistant, readOnly } = useOwnValues(conversationId, turns);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const anchor = `--assistant-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  const name = assistant === undefined ? '' : visibleText(assistant.name);
  return (
    <span className={styles.place} style={{ anchorName: anchor }}>
      <IconButton
        ref={button}
        label={t('assistant_choice.button')}
        data-command="assistant"
        className={classNames(styles.button, assistant !== undefined && styles.chosen)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-description={name === '' ? undefined : name}
        disabled={readOnly !== undefined}
        // The focus must stay in the popup, otherwise the popup closes before the click.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (!isOpen) void controller.loadAssistants();
          setOpen(!isOpen);
        }}
      >
        {assistant === undefined || assistant.icon === '' ? (
          <CircleUserRound size={18} aria-hidden />
        ) : (
          <span className={styles.icon} aria-hidden>
            {assistant.icon}
          </span>
        )}
        {name !== '' && (
          <span className={styles.name} dir="auto">
            {name}
          </span>
        )}
      </IconButton>
      {isOpen && (
        <AssistantPopup
          chosen={assistant ?? null}
          anchor={anchor}
          isInside={(target) => button.current?.contains(target) ?? false}
          onChoose={(next) => {
            setOpen(false);
            changeAssistant({ controller, page, turns, conversationId }, next);
          }}
          onClose={(isByKey) => {
            setOpen(false);
            if (isByKey) button.current?.focus();
          }}
        />
      )}
    </span>
  );
}
