import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { tooltip, type TooltipSide } from './tooltip.tsx';
import styles from './button.module.css';

/** Props of {@link IconButton}, besides those of the native element. */
export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Identifies the button, for example to return the focus. */
  readonly 'data-opens-form'?: string | undefined;
  /** Its accessible name, also shown as the tooltip. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly tooltipSide?: TooltipSide | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** One icon, 16 or 18 px. */
  readonly children: ReactNode;
}

/** A button with only an icon. It has an accessible name and a tooltip with the shortcut. */
export function IconButton({
  label,
  shortcut,
  tooltipSide,
  size = 'medium',
  className,
  children,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...tooltip(label, shortcut, tooltipSide)}
      {...rest}
      type={type}
      aria-label={label}
      className={classNames(styles.iconButton, size === 'small' && styles.small, className)}
    >
      {children}
    </button>
  );
}
