import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { whenFullOptions, type WhenFull } from '../../../shared/model/context/room.ts';
import { whenFullWords } from '../../../shared/words/room-words.ts';
import type { SettingsPatch, Theme } from '../../../shared/model/settings.ts';
import { SelectField, SwitchField, TextArea, TextField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useResets, type ResetOf } from './use-resets.ts';
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
  const reset = useResets()('systemPrompt', t('settings.general.system_prompt'));
  const flush = useCallback(() => {
    const latest = unsaved.current;
    unsaved.current = null;
    if (latest !== null) void save({ systemPrompt: latest });
  }, [save]);
  // Saves text typed just before the dialog closes.
  useEffect(() => flush, [flush]);
  return (
    <TextArea
      label={t('settings.general.system_prompt')}
      hint={t('settings.general.system_prompt_hint')}
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
  const resetOf = useResets();
  const seconds = Number(text ?? saved);
  const isValid = Number.isInteger(seconds) && seconds >= shortestWait && seconds <= longestWait;
  return (
    <TextField
      label={t('settings.general.idle_timeout')}
      hint={t('settings.general.idle_timeout_hint')}
      inputMode="numeric"
      className={styles.number}
      reset={resetOf('idleTimeoutSeconds', t('settings.general.idle_timeout'), () => setText(null))}
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
  readonly resetOf: ResetOf;
  readonly onChange: (patch: SettingsPatch) => void;
  readonly language: ReactNode;
  readonly systemPrompt: ReactNode;
  readonly idleTimeout: ReactNode;
  readonly desktop: ReactNode;
}

/** The section, rendered from props alone. */
export function GeneralFields(props: GeneralFieldsProps) {
  const { theme, naming, whenFull, spelling, problem, resetOf, onChange } = props;
  return (
    <div className={styles.fields}>
      {props.language}
      <SelectField
        label={t('settings.general.theme')}
        value={theme}
        options={themes.map((each) => ({
          value: each,
          label: t(`settings.general.theme.${each}`),
        }))}
        error={problem}
        reset={resetOf('theme', t('settings.general.theme'))}
        onChange={(value) => onChange({ theme: value })}
      />
      {props.systemPrompt}
      <SwitchField
        label={t('settings.general.naming')}
        hint={t('settings.general.naming_hint')}
        reset={resetOf('nameConversations', t('settings.general.naming'))}
        checked={naming}
        onChange={(checked) => onChange({ nameConversations: checked })}
      />
      <SelectField
        label={t('settings.general.when_full')}
        hint={t('settings.general.when_full_hint')}
        value={whenFull}
        options={whenFullChoices()}
        reset={resetOf('whenFull', t('settings.general.when_full'))}
        onChange={(value) => onChange({ whenFull: value })}
      />
      {spelling === null ? null : (
        <SwitchField
          label={t('settings.general.spelling')}
          hint={t('settings.general.spelling_hint')}
          reset={resetOf('checkSpelling', t('settings.general.spelling'))}
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
  const resetOf = useResets();
  return (
    <GeneralFields
      theme={theme}
      naming={naming}
      whenFull={whenFull}
      spelling={isMac ? null : spelling}
      problem={problem}
      resetOf={resetOf}
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
