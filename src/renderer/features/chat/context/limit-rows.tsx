import { t } from '../../../../shared/language/translate.ts';
import type { ContextMeter } from '../../../../shared/model/context/meter.ts';
import { isPastWarning } from '../../../../shared/model/spending/limits.ts';
import { spentOfLimitText } from '../../../../shared/words/limit-words.ts';
import styles from './context-popup.module.css';

function limitName({ scope, assistant }: ContextMeter['limits'][number]): string {
  switch (scope) {
    case 'conversation':
      return t('context.limit.conversation');
    case 'assistant':
      return assistant === null
        ? t('context.limit.assistant')
        : t('context.limit.assistant_named', { assistant });
    case 'month':
      return t('context.limit.month');
  }
}

/** Rows with the cost limits that count for the next request. */
export function LimitRows({ limits }: Pick<ContextMeter, 'limits'>) {
  return limits.map((state) => (
    <tr key={state.scope} data-passed={state.isStopping || isPastWarning(state) || undefined}>
      <th scope="row">{limitName(state)}</th>
      <td className={styles.limit}>{spentOfLimitText(state)}</td>
    </tr>
  ));
}
