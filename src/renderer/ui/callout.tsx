import type { ReactNode } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { classNames } from './class-names.ts';
import styles from './callout.module.css';

/** Props of the callouts. */
export interface CalloutProps {
  readonly children: ReactNode;
  /** Buttons for the next step. */
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
}

/** Scrolls a callout in a form into view; it may be below the button that was pressed. */
function revealInForm(callout: HTMLElement | null): void {
  if (callout?.closest('form')) callout.scrollIntoView({ block: 'nearest' });
}

/**
 * What failed and what to do, shown where it failed, with the action beside it. Announced at once.
 */
export function ErrorCallout({ children, actions, className }: CalloutProps) {
  return (
    <div
      ref={revealInForm}
      role="alert"
      className={classNames(styles.callout, styles.danger, className)}
    >
      <CircleAlert size={16} className={styles.icon} aria-hidden />
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** Information before going on. `warning` asks for care; `quiet` only explains. */
export function NoteCallout({
  tone = 'quiet',
  children,
  actions,
  className,
}: CalloutProps & { readonly tone?: 'quiet' | 'warning' | undefined }) {
  const Icon = tone === 'warning' ? TriangleAlert : Info;
  return (
    <div className={classNames(styles.callout, styles[tone], className)}>
      <Icon size={16} className={styles.icon} aria-hidden />
      <div className={styles.text}>{children}</div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
