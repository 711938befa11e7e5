import { t } from '../../../shared/language/translate.ts';
import { defaultSettings } from '../../../shared/model/defaults/default-settings.ts';
import type { Reset } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useSetting } from './use-setting.ts';

/** A setting that has a default of its own. */
type WithDefault = keyof typeof defaultSettings;

/**
 * Returns an action that resets a setting; null while the setting has its default. `also` runs first
 * and resets the state of the field itself.
 */
export type ResetOf = (setting: WithDefault, label: string, also?: () => void) => Reset | null;

/** Makes the resets of fields. */
export function useResets(): ResetOf {
  const settings = useApp((state) => state.settings?.settings ?? null);
  const { save } = useSetting();
  return (setting, label, also) => {
    const usual = defaultSettings[setting];
    if (settings === null || settings[setting] === usual) return null;
    return {
      label: t('settings.reset', { setting: label }),
      onReset() {
        also?.();
        void save({ [setting]: usual });
      },
    };
  };
}
