import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

/** Props shared by all fields. */
export interface FieldFrameProps {
  readonly label: string;
  /** Hides the label but keeps the accessible name. */
  readonly hideLabel?: boolean | undefined;
  /** A quiet hint below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with the value and what to do; null or absent if nothing is. */
  readonly error?: string | null | undefined;
}

interface FrameProps extends FieldFrameProps {
  readonly id: string;
  readonly children: ReactNode;
}

/** Label above, hint and error below. The control references them by `describedBy(id, …)`. */
export function FieldFrame({ id, label, hideLabel, hint, error, children }: FrameProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel === true ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children}
      {error !== null && error !== undefined && (
        <p id={`${id}-error`} role="alert" className={styles.error}>
          {error}
        </p>
      )}
      {hint !== undefined && hint !== null && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}

function describedBy(id: string, { error, hint }: Pick<FieldFrameProps, 'error' | 'hint'>) {
  const ids = [
    error !== null && error !== undefined ? `${id}-error` : null,
    hint !== undefined && hint !== null ? `${id}-hint` : null,
  ].filter((name) => name !== null);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** A line of text. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  className,
  ...rest
}: FieldFrameProps & ComponentProps<'input'>) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        {...rest}
        id={id}
        aria-invalid={error !== null && error !== undefined ? true : undefined}
        aria-describedby={describedBy(id, { error, hint })}
        className={classNames(styles.input, className)}
      />
    </FieldFrame>
  );
}

/** Several lines of text. Grows with its content up to a limit set by CSS. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  className,
  ...rest
}: FieldFrameProps & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <textarea
        rows={4}
        dir="auto"
        {...rest}
        id={id}
        aria-invalid={error !== null && error !== undefined ? true : undefined}
        aria-describedby={describedBy(id, { error, hint })}
        className={classNames(styles.input, styles.area, className)}
      />
    </FieldFrame>
  );
}

/**
 * A choice of a few known values. Uses the browser's list, so that it behaves natively on each
 * desktop.
 */
export function SelectField<T extends string>({
  label,
  hideLabel,
  hint,
  error,
  value,
  options,
  onChange,
  disabled,
}: FieldFrameProps & {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean | undefined;
}) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-invalid={error !== null && error !== undefined ? true : undefined}
        aria-describedby={describedBy(id, { error, hint })}
        className={classNames(styles.input, styles.select)}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** An on-off setting that takes effect at once. */
export function SwitchField({
  label,
  hint,
  checked,
  onChange,
}: Pick<FieldFrameProps, 'label' | 'hint'> & {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <div className={styles.switchText}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {hint !== undefined && hint !== null && (
          <div id={`${id}-hint`} className={styles.hint}>
            {hint}
          </div>
        )}
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        aria-describedby={describedBy(id, { hint })}
        className={styles.switch}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}
