import type { KeyboardEvent, ReactNode } from 'react';
import Check from 'lucide-react/icons/check';
import { t } from '../../../shared/language/translate.ts';
import { classNames } from '../class-names.ts';
import type { ComboboxRow } from './rows.ts';
import list from '../list.module.css';
import styles from './combobox.module.css';

interface OptionsProps {
  /** The combobox's id, a prefix of the ids of the list and its options. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly rows: readonly ComboboxRow[];
  /** The index of the highlighted row; -1 for none. */
  readonly active: number;
  /** Number of hidden options. */
  readonly hidden: number;
  readonly onChoose: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Consecutive rows with one heading. */
interface Group {
  readonly title: string | undefined;
  readonly rows: readonly { readonly row: ComboboxRow; readonly index: number }[];
}

function groupsOf(rows: readonly ComboboxRow[]): readonly Group[] {
  const groups: { title: string | undefined; rows: { row: ComboboxRow; index: number }[] }[] = [];
  for (const [index, row] of rows.entries()) {
    const last = groups.at(-1);
    if (last !== undefined && last.title === row.group) last.rows.push({ row, index });
    else groups.push({ title: row.group, rows: [{ row, index }] });
  }
  return groups;
}

/** The suggestions, and the number of hidden ones. */
export function Options(props: OptionsProps) {
  const { id, label, value, rows, active, hidden, onChoose, onKeyDown } = props;
  const option = ({ row, index }: Group['rows'][number]): ReactNode => (
    <div
      key={row.value}
      id={`${id}-${String(index)}`}
      role="option"
      tabIndex={-1}
      aria-selected={row.value === value}
      data-active={index === active || undefined}
      className={classNames(list.row, styles.option)}
      onClick={() => onChoose(row.value)}
      onKeyDown={onKeyDown}
    >
      <span className={styles.optionLabel}>
        <span className={styles.optionName}>
          <bdi>{row.label}</bdi>
        </span>
        {row.detail !== undefined && <span className={styles.optionDetail}>{row.detail}</span>}
      </span>
      {row.hint !== undefined && <bdi className={styles.optionHint}>{row.hint}</bdi>}
      {row.value === value && <Check size={16} className={styles.check} aria-hidden />}
    </div>
  );
  return (
    <>
      <div role="listbox" id={`${id}-list`} aria-label={label} className={styles.list}>
        {groupsOf(rows).map(({ title, rows: own }) =>
          title === undefined ? (
            own.map(option)
          ) : (
            <div key={title} role="group" aria-label={title} className={list.group}>
              <div aria-hidden className={list.title}>
                {title}
              </div>
              {own.map(option)}
            </div>
          ),
        )}
      </div>
      {hidden > 0 && <p className={styles.note}>{t('list.more_hidden', { count: hidden })}</p>}
    </>
  );
}
