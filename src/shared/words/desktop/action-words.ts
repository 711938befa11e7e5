import { asksForMore, type ActionId } from '../../actions.ts';
import { t } from '../../language/translate.ts';

/** The name of an action in lists; menus add the dots of those that ask for more. */
export function actionName(id: ActionId): string {
  return t(`action.${id}`);
}

/** The label of an action in menus. */
export function actionItem(id: ActionId): string {
  const action = actionName(id);
  return asksForMore(id) ? t('action.asks', { action }) : action;
}
