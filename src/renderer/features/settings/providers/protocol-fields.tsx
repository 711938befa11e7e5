import { useEffect, useRef } from 'react';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ModelProtocol } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import { maxModelProtocols } from '../../../../shared/model/providers/provider-limits.ts';
import type { ProtocolChoice } from '../../../../shared/model/providers/provider.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { ProtocolRow, Protocols, ProtocolsAction } from './protocol-rows.ts';
import styles from './protocol-fields.module.css';

const wires: readonly ModelProtocol['protocol'][] = ['chat_completions', 'responses'];
const choices: readonly ProtocolChoice[] = ['automatic', ...wires];

const labelOf = (protocol: ProtocolChoice): string => t(`settings.providers.protocol.${protocol}`);

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
        <legend className="visually-hidden">
          {name === ''
            ? t('settings.providers.protocol.model_new')
            : t('settings.providers.protocol.model_named', { name })}
        </legend>
        <TextField
          label={t('settings.providers.protocol.model')}
          hideLabel
          placeholder={t('settings.providers.protocol.model')}
          value={model}
          maxLength={500}
          onChange={(event) => change({ kind: 'change', id, to: { model: event.target.value } })}
        />
        <div className={styles.choice}>
          <SelectField
            label={t('settings.providers.protocol.of_model')}
            hideLabel
            value={protocol}
            options={wires.map((value) => ({ value, label: labelOf(value) }))}
            onChange={(chosen) => change({ kind: 'change', id, to: { protocol: chosen } })}
          />
        </div>
        <IconButton
          className={styles.remove}
          label={
            name === '' ? t('settings.field.remove_line') : t('settings.field.remove', { name })
          }
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
        label={t('settings.providers.protocol.label')}
        value={choice}
        options={choices.map((value) => ({ value, label: labelOf(value) }))}
        hint={t(`settings.providers.protocol_hint.${choice}`)}
        onChange={(chosen) => change({ kind: 'choose', choice: chosen })}
      />
      {rows.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.providers.protocol.list')}>
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
          {t('settings.providers.protocol.add')}
        </Button>
      </div>
    </div>
  );
}
