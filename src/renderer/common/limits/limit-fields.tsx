import type { RefObject } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { TextField } from '../../ui/field.tsx';
import type { ReadLimits, TypedLimits } from './typed-limits.ts';
import styles from './limits.module.css';

/** Props of {@link LimitFields}. */
export interface LimitFieldsProps {
  readonly typed: TypedLimits;
  /** Null until the person has tried to save. */
  readonly problems: Extract<ReadLimits, { ok: false }>['problems'] | null;
  /** Receives the box of the amount at which requests stop. */
  readonly stopRef?: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<TypedLimits>) => void;
}

/** Two amounts in US dollars: when to warn, and when to stop. */
export function LimitFields({ typed, problems, stopRef, onChange }: LimitFieldsProps) {
  return (
    <div className={styles.fields}>
      <TextField
        label={t('limits_form.warn')}
        inputMode="decimal"
        placeholder={t('limits_form.never')}
        value={typed.warnAt}
        error={problems?.warnAt}
        onChange={(event) => onChange({ warnAt: event.target.value })}
      />
      <TextField
        label={t('limits_form.stop')}
        inputMode="decimal"
        placeholder={t('limits_form.never')}
        ref={stopRef}
        value={typed.stopAt}
        error={problems?.stopAt}
        onChange={(event) => onChange({ stopAt: event.target.value })}
      />
    </div>
  );
}
