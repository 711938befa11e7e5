import type { ReactNode } from 'react';
import { t } from '../../../../../shared/language/translate.ts';
import type { FormField } from '../composer-source.ts';
import styles from './form.module.css';

/** The ids of what describes the control of a field. */
export function describedBy(id: string, isMissing: boolean): string {
  return isMissing ? `${id}-missing ${id}-hint` : `${id}-hint`;
}

/** Props of {@link FieldBox}. */
export interface FieldBoxProps {
  readonly field: FormField;
  /** The id of its control. */
  readonly id: string;
  readonly isMissing: boolean;
  readonly children: ReactNode;
}

/** A field with its name, whether it is required, and its description. */
export function FieldBox({ field, id, isMissing, children }: FieldBoxProps) {
  const { name, description, isRequired, control } = field;
  return (
    <div className={styles.field}>
      <div className={styles.labels}>
        <label id={`${id}-label`} htmlFor={id} className={styles.label}>
          {name}
          {isRequired && (
            <span className={styles.required} aria-hidden>
              {' '}
              *
            </span>
          )}
          {!isRequired && control?.kind !== 'checkbox' && (
            <span className={styles.optional}> {t('popup.form.optional')}</span>
          )}
        </label>
        {isMissing && (
          <p id={`${id}-missing`} role="alert" className={styles.missing}>
            {t('popup.form.missing')}
          </p>
        )}
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {description}
      </p>
      {children}
    </div>
  );
}
