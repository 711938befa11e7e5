import type { Platform } from '../../../shared/actions.ts';
import { t } from '../../../shared/language/translate.ts';
import { defaultSettings } from '../../../shared/model/defaults/default-settings.ts';
import type { Reset } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { settingList, type ListedSetting, type SettingId } from './setting-list.ts';
import { useSetting } from './use-setting.ts';

/** The parts of a field that come from the list: its name for the search, its words, its reset. */
export interface NamedField {
  readonly setting: SettingId;
  readonly label: string;
  readonly hint: string | undefined;
  /** Null for a setting that has its default, or none. */
  readonly reset: Reset | null;
}

/** The words of a setting. */
export function namedField(id: SettingId, platform: Platform): Omit<NamedField, 'reset'> {
  const { label, hint }: ListedSetting = settingList[id];
  return { setting: id, label: label(platform), hint: hint?.() };
}

/** `also` runs before a reset, and resets the state of the field itself. */
export type FieldOf = (id: SettingId, also?: () => void) => NamedField;

const hasDefault = (id: string): id is keyof typeof defaultSettings =>
  Object.hasOwn(defaultSettings, id);

/** Makes the props of fields from the list of settings. */
export function useFields(): FieldOf {
  const platform = useApp(({ info }): Platform => info?.platform ?? 'linux');
  const settings = useApp((state) => state.settings?.settings ?? null);
  const { save } = useSetting();
  return (id, also) => {
    const named = namedField(id, platform);
    if (!hasDefault(id) || settings === null || settings[id] === defaultSettings[id]) {
      return { ...named, reset: null };
    }
    return {
      ...named,
      reset: {
        label: t('settings.reset', { setting: named.label }),
        onReset() {
          also?.();
          void save({ [id]: defaultSettings[id] });
        },
      },
    };
  };
}
