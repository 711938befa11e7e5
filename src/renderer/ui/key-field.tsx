import type { ComponentProps } from 'react';
import { TextField } from './field.tsx';
import styles from './field.module.css';

/**
 * A text box for a secret: drawn as dots by the style, so that it stays a text box for assistive
 * technology and no password manager offers to keep it.
 */
export function KeyField(props: Omit<ComponentProps<typeof TextField>, 'label'>) {
  return <TextField {...props} label="API key" className={styles.key} />;
}
