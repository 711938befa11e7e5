import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import { longestName } from '../../../../shared/model/assistants/assistant.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { SavedForm } from '../saved-form.tsx';
import { useSavedForm } from '../use-saved-form.ts';
import { ApplyQuestion } from './apply-question.tsx';
import { readAssistant, typedAssistant } from './form-state.ts';
import { DocumentsField } from './documents-field.tsx';
import { FurtherFields } from './further-fields.tsx';
import { ModelField } from './model-field.tsx';
import { StartersField } from './starters-field.tsx';
import styles from './assistants.module.css';

/** Props of {@link AssistantForm}. */
export interface AssistantFormProps {
  /** Null for a new one. */
  readonly assistant: Assistant | null;
  readonly onDone: () => void;
}

/** The conversations that hold an assistant. */
function useHolders(assistantId: string | undefined): number {
  return useApp((state) =>
    assistantId === undefined
      ? 0
      : Object.values(state.heads).filter(({ assistant }) => assistant?.id === assistantId).length,
  );
}

/** Everything about an assistant. A change of one that is in use asks where it counts. */
export function AssistantForm({ assistant, onDone }: AssistantFormProps) {
  const controller = useController();
  const { typed, change, isChanged, hasTried, setTried, failure, save } = useSavedForm(
    () => typedAssistant(assistant),
    onDone,
  );
  const [isAsking, setAsking] = useState(false);
  const holders = useHolders(assistant?.id);
  const read = readAssistant(typed);
  const problems = hasTried && !read.ok ? read.problems : null;

  const saveFor = (applyTo: 'new' | 'all'): void => {
    setAsking(false);
    if (!read.ok) return;
    const id = assistant === null ? {} : { id: assistant.id };
    const input = { assistant: { ...read.form, ...id }, applyTo };
    void save(() => controller.command('assistants.save', input));
  };
  const submit = (): boolean => {
    setTried(true);
    if (read.ok && holders > 0 && isChanged) setAsking(true);
    else saveFor('new');
    return read.ok;
  };

  return (
    <>
      <SavedForm
        label={assistant === null ? t('settings.assistants.new') : assistant.name}
        isChanged={isChanged}
        failure={failure}
        onSubmit={submit}
        onCancel={onDone}
      >
        <div className={styles.nameAndIcon}>
          <TextField
            label={t('settings.assistants.icon')}
            className={styles.iconBox}
            placeholder="🙂"
            value={typed.icon}
            onChange={(event) => change({ icon: event.target.value })}
          />
          <TextField
            label={t('settings.field.name')}
            name="name"
            dir="auto"
            maxLength={longestName}
            placeholder={t('settings.assistants.name_example')}
            value={typed.name}
            error={problems?.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
        <TextArea
          label={t('settings.assistants.instructions')}
          dir="auto"
          rows={6}
          className={styles.instructions}
          hint={t('settings.assistants.instructions_hint', { variable: '{{date}}' })}
          placeholder={t('settings.assistants.instructions_example')}
          value={typed.instructions}
          error={problems?.instructions}
          onChange={(event) => change({ instructions: event.target.value })}
        />
        <StartersField
          starters={typed.starters}
          problem={problems?.starters ?? null}
          onChange={(starters) => change({ starters })}
        />
        <DocumentsField
          documents={typed.documents}
          onChange={(documents) => change({ documents })}
        />
        <ModelField
          value={typed.model}
          problem={problems?.model ?? null}
          onChange={(model) => change({ model })}
        />
        <FurtherFields
          assistantId={assistant?.id ?? null}
          typed={typed}
          problems={problems}
          onChange={change}
        />
      </SavedForm>
      <ApplyQuestion
        open={isAsking}
        count={holders}
        onAnswer={saveFor}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}
