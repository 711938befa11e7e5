import type { ContextMeter } from '../../../../shared/model/context/meter.ts';
import { isPastWarning } from '../../../../shared/model/spending/limits.ts';
import { limitOf, spentOfLimitText } from '../../../../shared/words/limit-words.ts';
import styles from './context-popup.module.css';

/** Rows with the cost limits that count for the next request. */
export function LimitRows({ limits }: Pick<ContextMeter, 'limits'>) {
  return limits.map((state) => (
    <tr key={state.scope} data-passed={state.isStopping || isPastWarning(state) || undefined}>
      <th scope="row">Limit {limitOf(state.scope, state.assistant)}</th>
      <td className={styles.limit}>{spentOfLimitText(state)}</td>
    </tr>
  ));
}
