import { useEffect, useRef } from 'react';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ModelProtocol } from '../../../../shared/contract/index.ts';
import { maxModelProtocols, type ProtocolChoice } from '../../../../shared/model/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { ProtocolRow, Protocols, ProtocolsAction } from './protocol-rows.ts';
import styles from './protocol-fields.module.css';

const wires: readonly { readonly value: ModelProtocol['protocol']; readonly label: string }[] = [
  { value: 'chat_completions', label: 'Chat Completions' },
  { value: 'responses', label: 'Responses' },
];
const choices: readonly { readonly value: ProtocolChoice; readonly label: string }[] = [
  { value: 'automatic', label: 'Automatic' },
  ...wires,
];

const hints: Readonly<Record<ProtocolChoice, string>> = {
  automatic: 'Chat Completions, and Responses for models that the server serves only there.',
  chat_completions: 'Nothing else is tried, whatever the server says.',
  responses: 'Responses, and Chat Completions for models that the server does not serve there.',
};

function Row({
  row: { id, model, protocol },
  change,
  onRemove,
}: {
  readonly row: ProtocolRow;
  readonly change: (action: ProtocolsAction) => void;
  readonly onRemove: () => void;
}) {
  const name = model.trim();
  return (
    <li data-protocol-row={id}>
      <fieldset className={styles.row}>
        <legend className="visually-hidden">{name === '' ? 'New model' : `Model ${name}`}</legend>
        <TextField
          label="Model"
          hideLabel
          placeholder="Model"
          value={model}
          maxLength={500}
          onChange={(event) => change({ kind: 'change', id, to: { model: event.target.value } })}
        />
        <div className={styles.choice}>
          <SelectField
            label="Protocol of this model"
            hideLabel
            value={protocol}
            options={wires}
            onChange={(chosen) => change({ kind: 'change', id, to: { protocol: chosen } })}
          />
        </div>
        <IconButton
          className={styles.remove}
          label={`Remove ${name === '' ? 'this line' : name}`}
          onClick={onRemove}
        >
          <Trash2 size={16} />
        </IconButton>
      </fieldset>
    </li>
  );
}

/** How a provider's models are asked: one protocol for all, and exceptions. */
export function ProtocolFields({
  protocols: { choice, rows },
  change,
}: {
  readonly protocols: Protocols;
  readonly change: (action: ProtocolsAction) => void;
}) {
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
      neighbour === undefined
        ? '[data-add-model]'
        : `[data-protocol-row="${String(neighbour.id)}"] input`;
    change({ kind: 'remove', id });
  };
  return (
    <div ref={place} className={styles.fields}>
      <SelectField
        label="Protocol"
        value={choice}
        options={choices}
        hint={hints[choice]}
        onChange={(chosen) => change({ kind: 'choose', choice: chosen })}
      />
      {rows.length > 0 && (
        <ul className={styles.rows} aria-label="Models with a protocol of their own">
          {rows.map((row, at) => (
            <Row key={row.id} row={row} change={change} onRemove={() => remove(at, row.id)} />
          ))}
        </ul>
      )}
      <div>
        <Button
          size="small"
          icon={<Plus size={16} />}
          data-add-model
          disabled={rows.length >= maxModelProtocols}
          onClick={() => {
            focusNext.current = 'li:last-child input';
            change({ kind: 'add' });
          }}
        >
          Add protocol of a model
        </Button>
      </div>
    </div>
  );
}
