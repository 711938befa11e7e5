import { useId, type ComponentProps, type ReactNode } from 'react';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './field.module.css';

/** Brings a field back to what it was before the person changed it. */
export interface Reset {
  /** Names the field. */
  readonly label: string;
  readonly onReset: () => void;
}

/** The button of a {@link Reset}. It goes away with what it did, and leaves the focus to the field. */
function ResetButton({ id, reset }: { readonly id: string; readonly reset: Reset }) {
  return (
    <IconButton
      label={reset.label}
      size="small"
      className={styles.reset}
      onClick={() => {
        reset.onReset();
        document.getElementById(id)?.focus();
      }}
    >
      <RotateCcw size={14} />
    </IconButton>
  );
}

/** Props shared by all fields. */
export interface FieldFrameProps {
  readonly label: string;
  /** The name under which a search of the settings finds it. */
  readonly setting?: string | undefined;
  /** Hides the label but keeps the accessible name. */
  readonly hideLabel?: boolean | undefined;
  /** A quiet hint below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with the value and what to do; null or absent if nothing is. */
  readonly error?: string | null | undefined;
  /** Null or absent for a field that is as it was, or has no default. */
  readonly reset?: Reset | null | undefined;
}

interface FrameProps extends FieldFrameProps {
  readonly id: string;
  readonly children: ReactNode;
}

/** Label above, hint and error below. The control references them by `describedBy(id, …)`. */
export function FieldFrame(props: FrameProps) {
  const { id, label, setting, hideLabel, hint, error, reset, children } = props;
  return (
    <div className={styles.field}>
      {hideLabel === true ? (
        <label htmlFor={id} className="visually-hidden">
          {label}
        </label>
      ) : (
        <div className={styles.head}>
          <label htmlFor={id} className={styles.label} data-setting={setting}>
            {label}
          </label>
          {reset !== null && reset !== undefined && <ResetButton id={id} reset={reset} />}
        </div>
      )}
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
  setting,
  hideLabel,
  hint,
  error,
  reset,
  className,
  ...rest
}: FieldFrameProps & ComponentProps<'input'>) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} {...{ setting, hideLabel, hint, error, reset }}>
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
  setting,
  hideLabel,
  hint,
  error,
  reset,
  className,
  ...rest
}: FieldFrameProps & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} {...{ setting, hideLabel, hint, error, reset }}>
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
  setting,
  hideLabel,
  hint,
  error,
  reset,
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
    <FieldFrame id={id} label={label} {...{ setting, hideLabel, hint, error, reset }}>
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
  setting,
  hint,
  reset,
  checked,
  onChange,
}: Pick<FieldFrameProps, 'label' | 'setting' | 'hint' | 'reset'> & {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <div className={styles.switchText}>
        <label htmlFor={id} className={styles.label} data-setting={setting}>
          {label}
        </label>
        {hint !== undefined && hint !== null && (
          <div id={`${id}-hint`} className={styles.hint}>
            {hint}
          </div>
        )}
      </div>
      {reset !== null && reset !== undefined && <ResetButton id={id} reset={reset} />}
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
