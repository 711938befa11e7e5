import { useCallback, useEffect, useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { notificationChoices } from '../../../shared/model/desktop/notifications.ts';
import type { LoginItem } from '../../../shared/model/desktop/login-item.ts';
import type { Result } from '../../../shared/model/errors.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { notificationWords } from '../../../shared/words/desktop/answer-notice.ts';
import { SelectField, SwitchField } from '../../ui/field.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import { useSetting } from './use-setting.ts';

/** The system is asked each time whether Parley starts at login: it can be changed there, too. */
function StartAtLogin() {
  const controller = useController();
  const minimised = useApp((state) => state.settings?.settings.minimisedAtLogin ?? false);
  const [item, setItem] = useState<LoginItem | null>(null);
  const [loginProblem, setLoginProblem] = useState<string | null>(null);
  const { problem, save } = useSetting();
  const take = useCallback((result: Result<LoginItem>): void => {
    if (result.ok) setItem(result.value);
    setLoginProblem(result.ok ? null : sentenceOf(result.error));
  }, []);
  useEffect(() => {
    void controller.command('app.loginItem', undefined).then(take);
  }, [controller, take]);
  if (item === null) return loginProblem === null ? null : <p role="alert">{loginProblem}</p>;
  if (item === 'unavailable') return null;
  const isOn = item === 'on' || item === 'needs_approval';
  return (
    <>
      <SwitchField
        label={t('settings.desktop.login')}
        hint={
          loginProblem ?? (item === 'needs_approval' ? t('settings.desktop.allow_login') : null)
        }
        checked={isOn}
        onChange={(next) => void controller.command('app.setLoginItem', { isOn: next }).then(take)}
      />
      {isOn && (
        <SwitchField
          label={t('settings.desktop.minimised')}
          hint={problem}
          checked={minimised}
          onChange={(next) => void save({ minimisedAtLogin: next })}
        />
      )}
    </>
  );
}

/** The settings for what Parley shows outside its windows. */
export function DesktopFields() {
  const notifications = useApp((state) => state.settings?.settings.notifications ?? 'title');
  const { problem, save } = useSetting();
  return (
    <>
      <SelectField
        label={t('settings.desktop.notifications')}
        hint={t('settings.desktop.notifications_hint')}
        value={notifications}
        options={notificationChoices.map((value) => ({
          value,
          label: notificationWords(value),
        }))}
        error={problem}
        onChange={(value) => void save({ notifications: value })}
      />
      <StartAtLogin />
    </>
  );
}
