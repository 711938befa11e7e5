import { t } from '../../../../shared/language/translate.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { useEffect, useRef, type ReactNode } from 'react';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ExtraFault } from '../../../../shared/model/extra-rules.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import type { Extra } from '../../../../shared/model/extras.ts';
import { maxExtras } from '../../../../shared/model/providers/provider-limits.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { SelectField, SwitchField, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { keepsValue, type ExtraRow, type ExtraRowsAction } from './extra-rows.ts';
import styles from './extras-editor.module.css';

const places: readonly Extra['place'][] = ['header', 'query'];

/** The accessible name of a row: its field name, once it has one. */
function titleOf({ place, name }: ExtraRow): string {
  return name.trim() === ''
    ? t(`settings.providers.extra.new.${place}`)
    : t(`settings.providers.extra.named.${place}`, { name: name.trim() });
}

interface RowProps {
  readonly row: ExtraRow;
  readonly fault: ExtraFault | null;
  /** True if its stored value cannot be sent. */
  readonly isStuck: boolean;
  readonly change: (action: ExtraRowsAction) => void;
  readonly onRemove: () => void;
}

function Row({ row, fault, isStuck, change, onRemove }: RowProps) {
  const { id, place, name, value, isSecret } = row;
  const set = (to: Extract<ExtraRowsAction, { kind: 'change' }>['to']): void =>
    change({ kind: 'change', id, to });
  const errorIn = (box: ExtraFault['box']): string | null =>
    fault?.box === box ? sentenceOf(fault.problem) : null;
  const stuck = isStuck && keepsValue(row) ? t('settings.providers.extra.stuck') : null;
  const valueProps = {
    label: t('settings.field.value'),
    hideLabel: true,
    value,
    maxLength: 8000,
    error: errorIn('value') ?? stuck,
    onChange: (event: { readonly target: HTMLInputElement }) => set({ value: event.target.value }),
  };
  return (
    <li data-row={id}>
      <fieldset className={styles.row}>
        <legend className="visually-hidden">{titleOf(row)}</legend>
        <SelectField
          label={t('settings.providers.extra.sent_as')}
          hideLabel
          value={place}
          options={places.map((each) => ({
            value: each,
            label: t(`settings.providers.extra.place.${each}`),
          }))}
          onChange={(chosen) => set({ place: chosen })}
        />
        <TextField
          label={t('settings.field.name')}
          hideLabel
          placeholder={t(`settings.providers.extra.name_example.${place}`)}
          value={name}
          maxLength={200}
          error={errorIn('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
        <IconButton
          className={styles.remove}
          label={
            name.trim() === ''
              ? t('settings.field.remove_line')
              : t('settings.field.remove', { name: name.trim() })
          }
          onClick={onRemove}
        >
          <Trash2 size={16} />
        </IconButton>
        <div className={styles.value}>
          {isSecret ? (
            <KeyField
              {...valueProps}
              placeholder={keepsValue(row) ? t('settings.field.kept') : t('settings.field.value')}
            />
          ) : (
            <TextField {...valueProps} placeholder={t('settings.field.value')} />
          )}
          <div className={styles.secret}>
            <SwitchField
              label={t('settings.field.secret')}
              checked={isSecret}
              onChange={(checked) => set({ isSecret: checked })}
            />
          </div>
        </div>
      </fieldset>
    </li>
  );
}

/** Props of {@link ExtrasEditor}. */
export interface ExtrasEditorProps {
  readonly rows: readonly ExtraRow[];
  readonly faults: ReadonlyMap<number, ExtraFault>;
  /** Why stored secret values cannot be sent, and what to do; null if they can. */
  readonly problem: Coded | null;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly change: (action: ExtraRowsAction) => void;
  /** What else is under "More". */
  readonly children?: ReactNode;
}

/** A provider's headers and query fields, under "More". Secret values are write-only. */
export function ExtrasEditor({
  rows,
  faults,
  problem,
  isOpen,
  onToggle,
  change,
  children,
}: ExtrasEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  /** The element to focus after the rows have changed. */
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    place.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });

  const remove = (at: number, id: number): void => {
    const neighbour = rows[at + 1] ?? rows[at - 1];
    focusNext.current =
      neighbour === undefined ? '[data-add]' : `[data-row="${String(neighbour.id)}"] input`;
    change({ kind: 'remove', id });
  };
  return (
    <details
      className={styles.advanced}
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary>{t('settings.providers.more')}</summary>
      <div ref={place} className={styles.content}>
        <p className={styles.quiet}>{t('settings.providers.extra.hint')}</p>
        {problem !== null && <NoteCallout tone="warning">{sentenceOf(problem)}</NoteCallout>}
        {rows.length > 0 && (
          <ul className={styles.rows} aria-label={t('settings.providers.extra.list')}>
            {rows.map((row, at) => (
              <Row
                key={row.id}
                row={row}
                fault={faults.get(row.id) ?? null}
                isStuck={problem !== null}
                change={change}
                onRemove={() => remove(at, row.id)}
              />
            ))}
          </ul>
        )}
        <div>
          <Button
            size="small"
            icon={<Plus size={16} />}
            data-add
            disabled={rows.length >= maxExtras}
            onClick={() => {
              focusNext.current = 'li:last-child input';
              change({ kind: 'add' });
            }}
          >
            {t('settings.providers.extra.add')}
          </Button>
        </div>
        {children}
      </div>
    </details>
  );
}
