import { notificationChoices } from '../../../shared/model/desktop/notifications.ts';
import { notificationWords } from '../../../shared/words/desktop/answer-notice.ts';
import { SelectField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useSetting } from './use-setting.ts';

const notificationOptions = notificationChoices.map((value) => ({
  value,
  label: notificationWords[value],
}));

/** The settings for what Parley shows outside its windows. */
export function DesktopFields() {
  const notifications = useApp((state) => state.settings?.settings.notifications ?? 'title');
  const { problem, save } = useSetting();
  return (
    <SelectField
      label="Notifications say"
      hint="While no window of Parley is in front. Systems keep notifications and show them on the locked screen. Of a temporary conversation they never say more than that an answer is done."
      value={notifications}
      options={notificationOptions}
      error={problem}
      onChange={(value) => void save({ notifications: value })}
    />
  );
}
