import { useId, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import Paperclip from 'lucide-react/icons/paperclip';
import { t } from '../../../../../shared/language/translate.ts';
import { ticked } from '../../../../../shared/model/prompts/variables.ts';
import { Button } from '../../../../ui/button.tsx';
import { valueOf, type FieldControl } from '../composer-source.ts';
import { ArgumentField, type ArgumentFieldProps } from './argument-field.tsx';
import { describedBy, FieldBox } from './field-box.tsx';
import styles from './form.module.css';

type Special = Exclude<FieldControl, { readonly kind: 'text' } | { readonly kind: 'fetched' }>;

interface SpecialFieldProps extends ArgumentFieldProps {
  readonly control: Special;
}

/** A field that is not a text. Enter submits the form. */
function SpecialField({ field, control, store, onSubmit }: SpecialFieldProps) {
  const { name, isRequired } = field;
  const id = useId();
  const { values, missing } = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  const value = valueOf(values, name);
  const isMissing = missing.includes(name);
  const shared = {
    id,
    'aria-describedby': describedBy(id, isMissing),
    'aria-invalid': isMissing || undefined,
    'data-argument': name,
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      event.preventDefault();
      onSubmit();
    },
  };
  const input = (): ReactNode => {
    switch (control.kind) {
      case 'number':
      case 'date':
        return (
          <input
            {...shared}
            type={control.kind}
            step={control.kind === 'number' ? 'any' : undefined}
            required={isRequired}
            className={styles.input}
            value={value}
            onChange={(event) => store.type(name, event.target.value)}
          />
        );
      case 'choice':
        return (
          <select
            {...shared}
            required={isRequired}
            className={styles.input}
            value={value}
            onChange={(event) => store.type(name, event.target.value)}
          >
            {!isRequired && <option value="">{t('popup.form.none')}</option>}
            {control.options.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        );
      case 'checkbox':
        return (
          <span className={styles.tick}>
            <input
              {...shared}
              type="checkbox"
              checked={value === ticked}
              onChange={(event) => store.type(name, event.target.checked ? ticked : '')}
            />
            <bdi>{control.text}</bdi>
          </span>
        );
      case 'files':
        return (
          <span className={styles.tick}>
            <Button
              id={id}
              aria-labelledby={`${id}-label ${id}`}
              aria-describedby={`${describedBy(id, isMissing)} ${id}-files`}
              aria-invalid={isMissing || undefined}
              data-argument={name}
              size="small"
              icon={<Paperclip size={14} aria-hidden />}
              onClick={() => store.choose(name)}
            >
              {t('popup.form.choose_files')}
            </Button>
            <bdi id={`${id}-files`} className={styles.files}>
              {value === '' ? t('popup.form.no_files') : value}
            </bdi>
          </span>
        );
    }
  };
  return (
    <FieldBox field={field} id={id} isMissing={isMissing}>
      {input()}
    </FieldBox>
  );
}

/** The control of a field. */
export function FieldFor(props: ArgumentFieldProps) {
  const { control = { kind: 'text' } } = props.field;
  switch (control.kind) {
    case 'text':
    case 'fetched':
      return <ArgumentField {...props} />;
    case 'number':
    case 'date':
    case 'choice':
    case 'checkbox':
    case 'files':
      return <SpecialField {...props} control={control} />;
  }
}
