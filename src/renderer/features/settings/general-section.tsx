import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { whenFullOptions, type WhenFull } from '../../../shared/model/context/room.ts';
import { whenFullWords } from '../../../shared/words/room-words.ts';
import type { SettingsPatch, Theme } from '../../../shared/model/settings.ts';
import { SelectField, SwitchField, TextArea, TextField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useFields, type FieldOf } from './use-fields.ts';
import { useSetting } from './use-setting.ts';
import { QuickFields } from './quick/quick-fields.tsx';
import { LanguageField } from './language-field.tsx';
import { DesktopFields } from './desktop-fields.tsx';
import { UpdateFields } from './updates/update-fields.tsx';
import styles from './settings.module.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

const whenFullChoices = () =>
  whenFullOptions.map((value) => ({ value, label: whenFullWords(value) }));

/** Pause in typing before a text is saved (ms). */
const pauseMs = 500;
const shortestWait = 5;
const longestWait = 3600;

function SystemPrompt() {
  const saved = useApp((state) => state.settings?.settings.systemPrompt ?? '');
  const { problem, save } = useSetting();
  const [text, setText] = useState<string | null>(null);
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const named = useFields()('systemPrompt');
  const { reset } = named;
  const flush = useCallback(() => {
    const latest = unsaved.current;
    unsaved.current = null;
    if (latest !== null) void save({ systemPrompt: latest });
  }, [save]);
  // Saves text typed just before the dialog closes.
  useEffect(() => flush, [flush]);
  return (
    <TextArea
      {...named}
      placeholder={t('settings.general.system_prompt_example')}
      error={problem}
      reset={
        reset === null
          ? null
          : {
              label: reset.label,
              onReset() {
                clearTimeout(timer.current);
                unsaved.current = null;
                setText(null);
                reset.onReset();
              },
            }
      }
      value={text ?? saved}
      maxLength={1_000_000}
      onChange={(event) => {
        unsaved.current = event.target.value;
        setText(event.target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(flush, pauseMs);
      }}
      onBlur={flush}
    />
  );
}

function IdleTimeout() {
  const saved = useApp((state) => state.settings?.settings.idleTimeoutSeconds ?? 120);
  const { problem, save } = useSetting();
  const [text, setText] = useState<string | null>(null);
  const field = useFields();
  const seconds = Number(text ?? saved);
  const isValid = Number.isInteger(seconds) && seconds >= shortestWait && seconds <= longestWait;
  return (
    <TextField
      {...field('idleTimeoutSeconds', () => setText(null))}
      inputMode="numeric"
      className={styles.number}
      error={
        isValid ? problem : t('settings.number_problem', { min: shortestWait, max: longestWait })
      }
      value={text ?? String(saved)}
      onChange={(event) => {
        const next = event.target.value;
        const value = Number(next);
        setText(next);
        if (Number.isInteger(value) && value >= shortestWait && value <= longestWait) {
          void save({ idleTimeoutSeconds: value });
        }
      }}
      onBlur={() => isValid && setText(null)}
    />
  );
}

/** Props of {@link GeneralFields}. */
export interface GeneralFieldsProps {
  readonly theme: Theme;
  readonly naming: boolean;
  readonly whenFull: WhenFull;
  /** Null if the system checks spelling itself. */
  readonly spelling: boolean | null;
  readonly problem: string | null;
  readonly field: FieldOf;
  readonly onChange: (patch: SettingsPatch) => void;
  readonly language: ReactNode;
  readonly systemPrompt: ReactNode;
  readonly idleTimeout: ReactNode;
  readonly desktop: ReactNode;
}

/** The section, rendered from props alone. */
export function GeneralFields(props: GeneralFieldsProps) {
  const { theme, naming, whenFull, spelling, problem, field, onChange } = props;
  return (
    <div className={styles.fields}>
      {props.language}
      <SelectField
        {...field('theme')}
        value={theme}
        options={themes.map((each) => ({
          value: each,
          label: t(`settings.general.theme.${each}`),
        }))}
        error={problem}
        onChange={(value) => onChange({ theme: value })}
      />
      {props.systemPrompt}
      <SwitchField
        {...field('nameConversations')}
        checked={naming}
        onChange={(checked) => onChange({ nameConversations: checked })}
      />
      <SelectField
        {...field('whenFull')}
        value={whenFull}
        options={whenFullChoices()}
        onChange={(value) => onChange({ whenFull: value })}
      />
      {spelling === null ? null : (
        <SwitchField
          {...field('checkSpelling')}
          checked={spelling}
          onChange={(checked) => onChange({ checkSpelling: checked })}
        />
      )}
      {props.idleTimeout}
      {props.desktop}
    </div>
  );
}

/** Settings for Parley's look and behaviour. */
export function GeneralSection() {
  const theme = useApp((state) => state.settings?.settings.theme ?? 'system');
  const naming = useApp((state) => state.settings?.settings.nameConversations ?? true);
  const whenFull = useApp((state) => state.settings?.settings.whenFull ?? 'ask');
  const spelling = useApp((state) => state.settings?.settings.checkSpelling ?? false);
  const isMac = useApp((state) => state.info?.platform === 'mac');
  const { problem, save } = useSetting();
  const field = useFields();
  return (
    <GeneralFields
      theme={theme}
      naming={naming}
      whenFull={whenFull}
      spelling={isMac ? null : spelling}
      problem={problem}
      field={field}
      onChange={(patch) => void save(patch)}
      language={<LanguageField />}
      systemPrompt={<SystemPrompt />}
      idleTimeout={<IdleTimeout />}
      desktop={
        <>
          <QuickFields />
          <DesktopFields />
          <UpdateFields />
        </>
      }
    />
  );
}
