import { useEffect, useState, type ReactNode } from 'react';
import X from 'lucide-react/icons/x';
import { t } from '../../shared/language/translate.ts';
import { IconButton } from './icon-button.tsx';
import styles from './toast.module.css';

/** Props of {@link Toast}. */
export interface ToastProps {
  readonly children: ReactNode;
  /** A button for the one possible action. */
  readonly action?: ReactNode;
  readonly onDismiss: () => void;
  /** How long it stays (ms), extended while hovered or focused; null to keep it. */
  readonly duration?: number | null | undefined;
}

/** Quiet news about something that happened elsewhere. Goes into a {@link ToastRegion}. */
export function Toast({ children, action, onDismiss, duration = 10_000 }: ToastProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || duration === null) return undefined;
    const timer = setTimeout(onDismiss, duration);
    return () => clearTimeout(timer);
  }, [held, duration, onDismiss]);
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className={styles.text}>{children}</p>
      {action}
      <IconButton label={t('common.dismiss')} size="small" onClick={onDismiss}>
        <X size={16} />
      </IconButton>
    </div>
  );
}

/**
 * The container of toasts. It always exists, so that screen readers announce its contents.
 * `aria-live` is set explicitly, or a dialog over the window would hide it from assistive
 * technology.
 */
export function ToastRegion({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" aria-live="polite" className={styles.region}>
      {children}
    </div>
  );
}
