import { useId } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { longestName, type Prompt } from '../../../../shared/model/prompts/prompt.ts';
import { useController } from '../../../client/use-app.ts';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { SavedForm } from '../saved-form.tsx';
import { useSavedForm } from '../use-saved-form.ts';
import { readPrompt, type TypedPrompt } from './prompt-list.ts';
import { VariablesHelp } from './variables-help.tsx';
import styles from './prompts.module.css';

/** Props of {@link PromptFormView}. */
export interface PromptFormProps {
  /** Null for a new one. */
  readonly prompt: Prompt | null;
  readonly folders: readonly string[];
  readonly onDone: () => void;
}

/** The name, the folder and the text of a prompt. */
export function PromptFormView({ prompt, folders, onDone }: PromptFormProps) {
  const controller = useController();
  const folderList = useId();
  const { typed, change, isChanged, hasTried, setTried, failure, save } = useSavedForm<TypedPrompt>(
    () => prompt ?? { name: '', folder: '', text: '' },
    onDone,
  );
  const read = readPrompt(typed, folders);
  const problems = hasTried && !read.ok ? read.problems : null;
  const submit = (): boolean => {
    setTried(true);
    if (!read.ok) return false;
    const id = prompt === null ? {} : { id: prompt.id };
    void save(() => controller.command('prompts.save', { prompt: { ...read.form, ...id } }));
    return true;
  };
  return (
    <SavedForm
      label={prompt === null ? t('settings.prompts.new') : prompt.name}
      isChanged={isChanged}
      failure={failure}
      onSubmit={submit}
      onCancel={onDone}
    >
      <div className={styles.nameAndFolder}>
        <TextField
          label={t('settings.field.name')}
          name="name"
          dir="auto"
          maxLength={longestName}
          placeholder={t('settings.prompts.name_example')}
          value={typed.name}
          error={problems?.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label={t('settings.prompts.folder')}
          dir="auto"
          list={folderList}
          maxLength={longestName}
          placeholder={t('settings.prompts.no_folder')}
          value={typed.folder}
          error={problems?.folder}
          onChange={(event) => change({ folder: event.target.value })}
        />
        <datalist id={folderList}>
          {folders.map((folder) => (
            <option key={folder} value={folder}>
              {folder}
            </option>
          ))}
        </datalist>
      </div>
      <TextArea
        label={t('settings.prompts.text')}
        dir="auto"
        rows={6}
        className={styles.text}
        placeholder={t('settings.prompts.text_example', {
          clipboard: '{{clipboard}}',
          count: '{{count: number = 3}}',
        })}
        value={typed.text}
        error={problems?.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <VariablesHelp text={typed.text} />
    </SavedForm>
  );
}
