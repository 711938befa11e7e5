import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './button.module.css';

/**
 * `primary`: the main action. `plain`: other actions. `quiet`: beside text. `danger`: cannot be
 * undone.
 */
export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger';

/** Props of {@link Button}, besides those of the native element. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: ButtonTone | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** Identifies the button, for example to return the focus. */
  readonly 'data-opens-form'?: string | undefined;
  /** An icon before the text. */
  readonly icon?: ReactNode;
}

/** A button with text. Submits a form only with `type="submit"`. */
export function Button({
  tone = 'plain',
  size = 'medium',
  icon,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classNames(styles.button, styles[tone], styles[size], className)}
    >
      {icon}
      {children}
    </button>
  );
}
