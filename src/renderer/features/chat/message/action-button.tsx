import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import type { MessageAction } from '../page/page-context.ts';
import styles from './message.module.css';

interface ActionButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  readonly label: string;
  /** What the tooltip says when it is not the label. */
  readonly 'data-tip'?: string;
  /** For finding it again, such as to give the focus to it. */
  readonly 'data-action'?: MessageAction;
  readonly children: ReactNode;
}

/**
 * An icon button of a message. A long log holds thousands of them, so its tooltip is drawn by CSS
 * and costs nothing until it shows.
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
