import type { ComponentProps } from 'react';
import { t } from '../../shared/language/translate.ts';
import { TextField } from './field.tsx';
import styles from './field.module.css';

/**
 * A text box for a secret. CSS draws it as dots, so that it remains a text box for assistive
 * technology and no password manager offers to save it.
 */
export function KeyField({
  label = t('key_field.label'),
  ...rest
}: Omit<ComponentProps<typeof TextField>, 'label'> & { readonly label?: string }) {
  return <TextField {...rest} label={label} className={styles.key} />;
}
