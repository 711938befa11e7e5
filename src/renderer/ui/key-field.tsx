import type { ComponentProps } from 'react';
import { TextField } from './field.tsx';
import styles from './field.module.css';

/**
 * A text box for a secret: drawn as dots by the style, so that it stays a text box for assistive
 * technology and no password manager offers to keep it.
 */
export function KeyField({
  label = 'API key',
  ...rest
}: Omit<ComponentProps<typeof TextField>, 'label'> & { readonly label?: string }) {
  return <TextField {...rest} label={label} className={styles.key} />;
}
