import { TextField } from '../../ui/field.tsx';
import type { ReadLimits, TypedLimits } from './typed-limits.ts';
import styles from './limits.module.css';

/** Props of {@link LimitFields}. */
export interface LimitFieldsProps {
  readonly typed: TypedLimits;
  /** Null until the person has tried to save. */
  readonly problems: Extract<ReadLimits, { ok: false }>['problems'] | null;
  /** The person has just asked for the fields, so that they take the focus. */
  readonly isAskedFor?: boolean;
  readonly onChange: (change: Partial<TypedLimits>) => void;
}

/** Two amounts in US dollars: when to warn, and when to stop. */
export function LimitFields({ typed, problems, isAskedFor, onChange }: LimitFieldsProps) {
  return (
    <div className={styles.fields}>
      <TextField
        label="Warn at (US dollars)"
        inputMode="decimal"
        placeholder="Never"
        value={typed.warnAt}
        error={problems?.warnAt}
        onChange={(event) => onChange({ warnAt: event.target.value })}
      />
      <TextField
        label="Stop at (US dollars)"
        inputMode="decimal"
        placeholder="Never"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The person has just asked for this form.
        autoFocus={isAskedFor}
        value={typed.stopAt}
        error={problems?.stopAt}
        onChange={(event) => onChange({ stopAt: event.target.value })}
      />
    </div>
  );
}
