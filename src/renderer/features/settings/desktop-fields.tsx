import { useCallback, useEffect, useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { notificationChoices } from '../../../shared/model/desktop/notifications.ts';
import { startChoices } from '../../../shared/model/desktop/start-choices.ts';
import type { LoginItem } from '../../../shared/model/desktop/login-item.ts';
import {
  trayChoices,
  type TrayChoice,
  type TrayState,
} from '../../../shared/model/desktop/tray.ts';
import type { Result } from '../../../shared/model/errors.ts';
import { useProblem } from '../../common/use-problem.ts';
import { notificationWords } from '../../../shared/words/desktop/answer-notice.ts';
import { trayChoiceWords } from '../../../shared/words/desktop/tray-words.ts';
import { SelectField, SwitchField } from '../../ui/field.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import { useFields } from './use-fields.ts';
import { useSetting } from './use-setting.ts';

/** Whether the person sees the icon, once one is wanted; null until that is known. */
function useTrayState(choice: TrayChoice): TrayState | null {
  const controller = useController();
  const isWanted = choice !== 'off';
  const [state, setState] = useState<TrayState | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (!isWanted) return undefined;
    void controller.command('app.tray', undefined).then((result) => {
      if (isCurrent) setState(result.ok ? result.value : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [controller, isWanted]);
  return isWanted ? state : 'off';
}

function trayHint(choice: TrayChoice, state: TrayState | null): string | null {
  if (choice === 'off') return null;
  if (state === 'no_host') return t('settings.desktop.tray.no_host');
  return choice === 'background' ? t('settings.desktop.tray.keeps') : null;
}

/** The icon beside the clock. On macOS, Parley goes on without windows in any case. */
function TrayField({
  choice,
  state,
}: {
  readonly choice: TrayChoice;
  readonly state: TrayState | null;
}) {
  const isMac = useApp(({ info }) => info?.platform === 'mac');
  const { problem, save } = useSetting();
  const field = useFields();
  const choices = trayChoices.filter((each) => !isMac || each !== 'background');
  return (
    <SelectField
      {...field('tray')}
      hint={trayHint(choice, state)}
      value={choice}
      options={choices.map((value) => ({ value, label: trayChoiceWords(value) }))}
      error={problem}
      onChange={(value) => void save({ tray: value })}
    />
  );
}

/** The system is asked each time whether Parley starts at login: it can be changed there, too. */
function StartAtLogin({ hasIcon }: { readonly hasIcon: boolean }) {
  const controller = useController();
  const minimised = useApp((state) => state.settings?.settings.minimisedAtLogin ?? false);
  const [item, setItem] = useState<LoginItem | null>(null);
  const [loginProblem, setLoginProblem] = useProblem();
  const { problem, save } = useSetting();
  const field = useFields();
  const take = useCallback(
    (result: Result<LoginItem>): void => {
      if (result.ok) setItem(result.value);
      setLoginProblem(result.ok ? null : result.error);
    },
    [setLoginProblem],
  );
  useEffect(() => {
    void controller.command('app.loginItem', undefined).then(take);
  }, [controller, take]);
  if (item === null) return loginProblem === null ? null : <p role="alert">{loginProblem}</p>;
  if (item === 'unavailable') return null;
  const isOn = item === 'on' || item === 'needs_approval';
  const set = (next: boolean): void =>
    void controller.command('app.setLoginItem', { isOn: next }).then(take);
  const quietly = field('minimisedAtLogin');
  return (
    <>
      <SwitchField
        {...field('login')}
        hint={
          loginProblem ?? (item === 'needs_approval' ? t('settings.desktop.allow_login') : null)
        }
        reset={
          isOn
            ? {
                label: t('settings.reset', { setting: field('login').label }),
                onReset: () => set(false),
              }
            : null
        }
        checked={isOn}
        onChange={set}
      />
      {isOn && (
        <SwitchField
          {...quietly}
          label={hasIcon ? t('settings.desktop.hidden') : quietly.label}
          hint={problem}
          checked={minimised}
          onChange={(next) => void save({ minimisedAtLogin: next })}
        />
      )}
    </>
  );
}

/** What the main window begins with. */
function StartsWith() {
  const startsWith = useApp((state) => state.settings?.settings.startsWith ?? 'last');
  const { problem, save } = useSetting();
  const field = useFields();
  return (
    <SelectField
      {...field('startsWith')}
      value={startsWith}
      options={startChoices.map((value) => ({
        value,
        label: t(`settings.desktop.starts_with.${value}`),
      }))}
      error={problem}
      onChange={(value) => void save({ startsWith: value })}
    />
  );
}

/** The settings for what Parley shows outside its windows, and at the start. */
export function DesktopFields() {
  const notifications = useApp((state) => state.settings?.settings.notifications ?? 'title');
  const tray = useApp((state) => state.settings?.settings.tray ?? 'off');
  const trayState = useTrayState(tray);
  const { problem, save } = useSetting();
  const field = useFields();
  return (
    <>
      <StartsWith />
      <SelectField
        {...field('notifications')}
        value={notifications}
        options={notificationChoices.map((value) => ({
          value,
          label: notificationWords(value),
        }))}
        error={problem}
        onChange={(value) => void save({ notifications: value })}
      />
      <TrayField choice={tray} state={trayState} />
      <StartAtLogin hasIcon={tray === 'background' && trayState === 'shown'} />
    </>
  );
}
