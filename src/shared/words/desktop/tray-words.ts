import { t } from '../../language/translate.ts';
import type { TrayChoice } from '../../model/desktop/tray.ts';

/** The text beside the pointer on the icon, with the number of answers that are being written. */
export function trayTip(growing: number): string {
  return growing === 0 ? t('tray.tip') : t('tray.tip.growing', { count: growing });
}

/** A choice in the settings. */
export function trayChoiceWords(choice: TrayChoice): string {
  return t(`settings.desktop.tray.${choice}`);
}
