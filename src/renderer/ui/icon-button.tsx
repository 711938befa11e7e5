import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { tooltip, type TooltipSide } from './tooltip.tsx';
import styles from './button.module.css';

/** What an icon button takes, besides everything of the native element. */
export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** For finding it again, such as to give the focus back. */
  readonly 'data-opens-form'?: string | undefined;
  /** Its accessible name, also shown as the tooltip. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly tooltipSide?: TooltipSide | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** One icon, 16 or 18 px. */
  readonly children: ReactNode;
}

/** A button that shows only an icon; it has a name and a tooltip with the shortcut. */
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
