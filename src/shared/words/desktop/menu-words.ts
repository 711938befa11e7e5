import { t } from '../../language/translate.ts';

/** A menu of the application. */
export type MenuName = 'file' | 'edit' | 'view' | 'window' | 'help';

/** The title of a menu. `hasKey`: the letter behind `&` opens it together with Alt. */
export function menuTitle(menu: MenuName, hasKey: boolean): string {
  return hasKey ? t(`menu.title_with_key.${menu}`) : t(`menu.title.${menu}`);
}
