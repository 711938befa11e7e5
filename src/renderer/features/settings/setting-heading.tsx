import type { SettingId } from './setting-list.ts';
import { useFields } from './use-fields.ts';

/** The heading of a group of settings, named as in the list. */
export function SettingHeading({
  id,
  setting,
}: {
  readonly id: string;
  readonly setting: SettingId;
}) {
  return (
    <h3 id={id} data-setting={setting}>
      {useFields()(setting).label}
    </h3>
  );
}
