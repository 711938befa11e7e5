import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { keepsValue, type DraftAction, type FieldRow, type ServerDraft } from './server-draft.ts';
import styles from './tools.module.css';

const maxRows = 100;

function Row({
  row,
  kind,
  problem,
  change,
}: {
  readonly row: FieldRow;
  readonly kind: ServerDraft['kind'];
  readonly problem: string | null;
  readonly change: (action: DraftAction) => void;
}) {
  const { id, name, value, isSecret } = row;
  const title =
    name.trim() === ''
      ? t(`settings.tools.fields.new.${kind}`)
      : t(`settings.tools.fields.named.${kind}`, { name: name.trim() });
  const valueProps = {
    label: t('settings.field.value'),
    hideLabel: true,
    value,
    maxLength: 32_000,
    onChange: (event: { readonly target: HTMLInputElement }) =>
      change({ kind: 'set_row', id, to: { value: event.target.value } }),
  };
  return (
    <li>
      <fieldset className={styles.field}>
        <legend className="visually-hidden">{title}</legend>
        <TextField
          label={t('settings.field.name')}
          hideLabel
          placeholder={t('settings.field.name')}
          value={name}
          maxLength={200}
          error={problem}
          onChange={(event) => change({ kind: 'set_row', id, to: { name: event.target.value } })}
        />
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
            onChange={(checked) => change({ kind: 'set_row', id, to: { isSecret: checked } })}
          />
        </div>
        <IconButton
          label={
            name.trim() === ''
              ? t('settings.field.remove_line')
              : t('settings.field.remove', { name: name.trim() })
          }
          onClick={() => change({ kind: 'remove_row', id })}
        >
          <Trash2 size={16} />
        </IconButton>
      </fieldset>
    </li>
  );
}

/**
 * Edits the environment of a program, or the headers for an address. Secret values are write-only.
 */
export function FieldRows({
  draft,
  problems,
  change,
}: {
  readonly draft: ServerDraft;
  readonly problems: ReadonlyMap<number, string>;
  readonly change: (action: DraftAction) => void;
}) {
  const title = t(`settings.tools.fields.title.${draft.kind}`);
  return (
    <div className={styles.stack}>
      <h4 className={styles.subhead}>{title}</h4>
      {draft.rows.length > 0 && (
        <ul className={styles.rows} aria-label={title}>
          {draft.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              kind={draft.kind}
              problem={problems.get(row.id) ?? null}
              change={change}
            />
          ))}
        </ul>
      )}
      <div>
        <Button
          size="small"
          icon={<Plus size={16} />}
          disabled={draft.rows.length >= maxRows}
          onClick={() => change({ kind: 'add_row' })}
        >
          {t(`settings.tools.fields.add.${draft.kind}`)}
        </Button>
      </div>
    </div>
  );
}
