import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { Button } from '../../../ui/button.tsx';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { keepsValue, type DraftAction, type FieldRow, type ServerDraft } from './server-draft.ts';
import styles from './tools.module.css';

const maxRows = 100;

function Row({
  row,
  what,
  problem,
  change,
}: {
  readonly row: FieldRow;
  readonly what: string;
  readonly problem: string | null;
  readonly change: (action: DraftAction) => void;
}) {
  const { id, name, value, isSecret } = row;
  const title = name.trim() === '' ? `New ${what.toLowerCase()}` : `${what} ${name.trim()}`;
  const valueProps = {
    label: 'Value',
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
          label="Name"
          hideLabel
          placeholder="Name"
          value={name}
          maxLength={200}
          error={problem}
          onChange={(event) => change({ kind: 'set_row', id, to: { name: event.target.value } })}
        />
        {isSecret ? (
          <KeyField
            {...valueProps}
            placeholder={keepsValue(row) ? 'Kept. Enter another value to replace it' : 'Value'}
          />
        ) : (
          <TextField {...valueProps} placeholder="Value" />
        )}
        <div className={styles.secret}>
          <SwitchField
            label="Secret"
            checked={isSecret}
            onChange={(checked) => change({ kind: 'set_row', id, to: { isSecret: checked } })}
          />
        </div>
        <IconButton
          label={`Remove ${name.trim() || 'this line'}`}
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
  const isStdio = draft.kind === 'stdio';
  const what = isStdio ? 'Variable' : 'Header';
  return (
    <div className={styles.stack}>
      <h4 className={styles.subhead}>{isStdio ? 'Environment' : 'Headers'}</h4>
      {draft.rows.length > 0 && (
        <ul className={styles.rows} aria-label={isStdio ? 'Environment' : 'Headers'}>
          {draft.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              what={what}
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
          {isStdio ? 'Add variable' : 'Add header'}
        </Button>
      </div>
    </div>
  );
}
