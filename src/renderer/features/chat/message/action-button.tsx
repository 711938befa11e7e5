import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import type { MessageAction } from '../page/page-context.ts';
import styles from './message.module.css';

interface ActionButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  readonly label: string;
  /** The tooltip text, if it differs from the label. */
  readonly 'data-tip'?: string;
  /** Identifies the button, for example to focus it. */
  readonly 'data-action'?: MessageAction;
  readonly children: ReactNode;
}

/**
 * An icon button of a message. A long log has thousands of them, so the tooltip is drawn by CSS and
 * costs nothing until shown.
 */
export function ActionButton({ label, className, children, ...rest }: ActionButtonProps) {
  return (
    <button
      data-tip={label}
      {...rest}
      type="button"
      aria-label={label}
      className={classNames(styles.action, className)}
    >
      {children}
    </button>
  );
}
