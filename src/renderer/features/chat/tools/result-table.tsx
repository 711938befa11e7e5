import { t } from '../../../../shared/language/translate.ts';
import { scrollable } from '../../../markdown/index.ts';
import type { DataShape, Scalar } from './json-shape.ts';
import { ShowMore, useSteps } from './show-more.tsx';
import styles from './data.module.css';

const rowsPerStep = 50;
/** Longer cells are cut (UTF-16 code units). */
const longestCell = 300;

function cellText(value: Scalar | undefined): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

/** Shows a list of flat objects as a table. */
export function ResultTable({
  caption,
  columns,
  rows,
}: Omit<Extract<DataShape, { kind: 'table' }>, 'kind'>) {
  const { shown, left, more } = useSteps(rows.length, rowsPerStep);
  return (
    <>
      <div
        className={styles.tableBox}
        role="region"
        aria-label={caption || t('data.table')}
        {...scrollable}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              // Rows are never reordered.
              <tr key={String(index)}>
                {columns.map((name) => (
                  <td
                    key={name}
                    dir="auto"
                    data-number={typeof row[name] === 'number' || undefined}
                  >
                    {cellText(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && <ShowMore left={left} step={rowsPerStep} onMore={more} />}
    </>
  );
}
