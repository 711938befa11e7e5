import { useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { inheritedPrompt } from '../../../../shared/model/assistants/effective.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SwitchField, TextArea } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { useOwnValues } from './own-values.ts';
import type { Turns } from './turns.ts';
import styles from './system-prompt.module.css';

/** Props of {@link SystemPrompt}. */
export interface SystemPromptProps {
  readonly conversationId: Id | null;
  readonly turns: Turns;
  readonly open: boolean;
  readonly onClose: () => void;
}

function Form({ conversationId, turns, onClose }: Omit<SystemPromptProps, 'open'>) {
  const controller = useController();
  const own = useOwnValues(conversationId, turns);
  const app = useApp((state) => state.settings?.settings.systemPrompt ?? '');
  const inherited = inheritedPrompt(own.assistant, app);
  const fallback = inherited.value;
  const kept = own.systemPrompt;
  const [usesDefault, setUsesDefault] = useState(kept === null);
  const [error, setError] = useProblem();
  const area = useRef<HTMLTextAreaElement>(null);
  const isReadOnly = own.readOnly !== undefined;

  const save = async (): Promise<void> => {
    const systemPrompt = usesDefault ? null : (area.current?.value ?? '');
    if (conversationId === null) {
      turns.setCreate({ ...turns.create(), systemPrompt });
      onClose();
      return;
    }
    const result = await controller.command('conversation.update', {
      conversationIds: [conversationId],
      patch: { systemPrompt },
    });
    if (result.ok) onClose();
    else setError(result.error);
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SwitchField
        {...(inherited.from === 'assistant'
          ? {
              label: t('system_prompt.use_assistants'),
              hint: t('system_prompt.use_assistants.hint', {
                assistant: own.assistant?.name ?? '',
              }),
            }
          : { label: t('system_prompt.use_default'), hint: t('system_prompt.use_default.hint') })}
        checked={usesDefault}
        onChange={setUsesDefault}
      />
      <TextArea
        // Separate boxes, so that the two texts never mix.
        key={`${String(usesDefault)} ${inherited.from}`}
        ref={area}
        label={t('system_prompt.title')}
        hideLabel
        error={error}
        hint={t('system_prompt.hint')}
        readOnly={usesDefault || isReadOnly}
        placeholder={usesDefault ? t('system_prompt.default_empty') : t('system_prompt.example')}
        defaultValue={usesDefault ? fallback : (kept ?? fallback)}
      />
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button tone="primary" type="submit" disabled={isReadOnly}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

/** The instructions of one conversation, or the default ones. */
export function SystemPrompt({ open, onClose, ...rest }: SystemPromptProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('system_prompt.title')}>
      <Form {...rest} onClose={onClose} />
    </Dialog>
  );
}
