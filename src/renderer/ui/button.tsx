import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './button.module.css';

/** `primary`: the one thing to do here. `plain`: the others. `quiet`: beside text. `danger`: cannot be undone. */
export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger';

/** What a button takes, besides everything of the native element. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: ButtonTone | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** For finding it again, such as to give the focus back. */
  readonly 'data-opens-form'?: string | undefined;
  /** An icon before the text. */
  readonly icon?: ReactNode;
}

/** A button with text. It never submits a form unless `type="submit"` says so. */
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
