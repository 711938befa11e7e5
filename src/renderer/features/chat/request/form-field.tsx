import { useId, type ChangeEvent } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { FieldProblem, FormField } from '../../../../shared/model/person/form.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { fieldHint, fieldProblemWords } from '../../../../shared/words/person-words.ts';
import { SelectField, SwitchField, TextArea, TextField } from '../../../ui/field.tsx';
import { Text } from '../tools/text.tsx';
import type { DraftValue } from './form-draft.ts';
import styles from './request.module.css';

/** Props of {@link FormFieldBox}. */
export interface FormFieldBoxProps {
  readonly field: FormField;
  readonly value: DraftValue;
  /** Null if nothing is wrong or it is too early to say so. */
  readonly problem: FieldProblem | null;
  readonly onChange: (value: DraftValue) => void;
}

/** The description and bounds of a field. */
function Hint({ field }: { readonly field: FormField }) {
  const bounds = fieldHint(field);
  return (
    <span className={styles.hint} dir="auto">
      <Text>{field.description}</Text>
      {field.description !== '' && bounds !== '' && ' '}
      {bounds}
    </span>
  );
}

const inputTypes = {
  any: 'text',
  email: 'email',
  uri: 'url',
  date: 'date',
  date_time: 'datetime-local',
} as const;

/** Longer texts get several lines. */
const oneLine = 200;

interface PartProps extends FormFieldBoxProps {
  readonly label: string;
}

function commonOf({ field, label, problem }: PartProps) {
  const hasHint = field.description !== '' || fieldHint(field) !== '';
  return {
    label,
    error: problem === null ? null : fieldProblemWords(problem),
    hint: hasHint ? <Hint field={field} /> : undefined,
  };
}

function TextBox(props: PartProps & { readonly field: FormField & { kind: 'text' } }) {
  const { field, value, onChange } = props;
  const { format, minLength, start, isRequired } = field;
  const common = {
    ...commonOf(props),
    value: typeof value === 'string' ? value : '',
    'aria-required': isRequired,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.target.value),
  };
  const isLong = format === 'any' && (minLength > oneLine || start.includes('\n'));
  return isLong ? <TextArea {...common} /> : <TextField {...common} type={inputTypes[format]} />;
}

function Choices(props: PartProps & { readonly field: FormField & { kind: 'choices' } }) {
  const { field, value, problem, onChange } = props;
  const id = useId();
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const { error, hint, label } = commonOf(props);
  return (
    <fieldset
      className={styles.choices}
      aria-describedby={`${id}-hint ${id}-error`}
      data-invalid={problem === null ? undefined : true}
    >
      <legend>{label}</legend>
      {field.options.map((option, at) => (
        <label key={option.value} className={styles.choice} dir="auto">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            aria-invalid={problem !== null && at === 0 ? true : undefined}
            onChange={({ target }) =>
              onChange(
                field.options
                  .map((each) => each.value)
                  .filter((each) =>
                    each === option.value ? target.checked : chosen.includes(each),
                  ),
              )
            }
          />
          {visibleText(option.title)}
        </label>
      ))}
      {error !== null && (
        <p id={`${id}-error`} role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <div id={`${id}-hint`}>{hint}</div>
    </fieldset>
  );
}

/** A field of a server's form. */
export function FormFieldBox(props: FormFieldBoxProps) {
  const { field, value, onChange } = props;
  const title = visibleText(field.title);
  const isOptional = !field.isRequired && field.kind !== 'boolean';
  const label = isOptional ? t('request.field.optional', { field: title }) : title;
  const common = commonOf({ ...props, label });
  switch (field.kind) {
    case 'text':
      return <TextBox {...props} field={field} label={label} />;
    case 'number':
      return (
        <TextField
          {...common}
          inputMode={field.isInteger ? 'numeric' : 'decimal'}
          aria-required={field.isRequired}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'boolean':
      return (
        <SwitchField
          label={label}
          hint={common.hint}
          checked={value === true}
          onChange={(checked) => onChange(checked)}
        />
      );
    case 'choice': {
      const options = field.options.map((each) => ({
        value: each.value,
        label: visibleText(each.title),
      }));
      const isKnown = options.some((each) => each.value === '');
      const none = {
        value: '',
        label: field.isRequired ? t('request.field.choose') : t('request.field.none'),
      };
      return (
        <SelectField
          {...common}
          value={typeof value === 'string' ? value : ''}
          options={isKnown ? options : [none, ...options]}
          onChange={(chosen) => onChange(chosen)}
        />
      );
    }
    case 'choices':
      return <Choices {...props} field={field} label={label} />;
  }
}
