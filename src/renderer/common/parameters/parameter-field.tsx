import { t } from '../../../shared/language/translate.ts';
import type {
  ParameterName,
  ParameterOrigin,
} from '../../../shared/model/parameters/parameters.ts';
import {
  choiceOptions,
  inheritedWords,
  overriddenWords,
  parameterHint,
  parameterLabel,
} from '../../../shared/words/parameter-words.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { isChoiceName, isNumberName } from './parameter-form.ts';
import styles from './parameter-field.module.css';

/** Props of {@link ParameterField}. */
export interface ParameterFieldProps {
  readonly name: ParameterName;
  /** The value as typed; '' if it is not set here. */
  readonly value: string;
  /** The value that applies if none is set here, and where it is from; null if none is. */
  readonly inherited: { readonly value: string; readonly origin: ParameterOrigin } | null;
  /** Shown because the server refused it; null if it did not. */
  readonly refusal: string | null;
  readonly problem: string | null;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
  /** Sends it again although it was refused. */
  readonly onRetry: () => void;
}

function shownValue(name: ParameterName, value: string): string {
  return isChoiceName(name)
    ? (choiceOptions(name).find((each) => each.value === value)?.label ?? value)
    : value.replaceAll('\n', ' · ');
}

function Hint({
  name,
  value,
  inherited,
  refusal,
  onChange,
  onRetry,
  disabled,
}: ParameterFieldProps) {
  const hint = parameterHint(name);
  const shown = inherited === null ? '' : shownValue(name, inherited.value);
  return (
    <div className={styles.hints}>
      {hint !== null && <span>{hint}</span>}
      {inherited !== null && (
        <span>
          {value === ''
            ? inheritedWords(shown, inherited.origin)
            : overriddenWords(shown, inherited.origin)}
        </span>
      )}
      {refusal !== null && (
        <span className={styles.refusal}>
          {refusal}
          <Button size="small" tone="quiet" disabled={disabled} onClick={onRetry}>
            {t('parameter_field.retry')}
          </Button>
        </span>
      )}
      {value !== '' && (
        <Button
          size="small"
          tone="quiet"
          className={styles.reset}
          aria-label={t('parameter_field.reset_of', { parameter: parameterLabel(name) })}
          disabled={disabled}
          onClick={() => onChange('')}
        >
          {t('parameter_field.reset')}
        </Button>
      )}
    </div>
  );
}

/** One parameter: a number, a choice or a text. */
export function ParameterField(props: ParameterFieldProps) {
  const { name, value, inherited, problem, disabled, onChange } = props;
  const frame = { label: parameterLabel(name), hint: <Hint {...props} />, error: problem };
  const placeholder =
    inherited === null ? t('parameter_field.not_sent') : shownValue(name, inherited.value);
  if (isChoiceName(name)) {
    return (
      <SelectField<string>
        {...frame}
        value={value}
        disabled={disabled}
        options={[{ value: '', label: placeholder }, ...choiceOptions(name)]}
        onChange={onChange}
      />
    );
  }
  const field = {
    ...frame,
    value,
    placeholder,
    readOnly: disabled,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange(event.target.value),
  };
  if (isNumberName(name)) return <TextField {...field} inputMode="decimal" />;
  return <TextArea {...field} rows={2} spellCheck={false} className={styles.code} />;
}
