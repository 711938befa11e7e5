import { useEffect, useState, type ReactNode } from 'react';
import X from 'lucide-react/icons/x';
import { IconButton } from './icon-button.tsx';
import styles from './toast.module.css';

/** What a toast shows. */
export interface ToastProps {
  readonly children: ReactNode;
  /** The one thing that can be done about it, as a button. */
  readonly action?: ReactNode;
  readonly onDismiss: () => void;
  /** It leaves by itself after so many ms, but never while it is hovered or holds the focus. null: it stays. */
  readonly duration?: number | null | undefined;
}

/** Quiet news about something that happened elsewhere. Put it in a {@link ToastRegion}. */
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
      <IconButton label="Dismiss" size="small" onClick={onDismiss}>
        <X size={16} />
      </IconButton>
    </div>
  );
}

/**
 * Where toasts appear; it is always there, so that a screen reader hears what comes into it. Said to be
 * live in so many words, or a dialog over the window would hide it from assistive technology.
 */
export function ToastRegion({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" aria-live="polite" className={styles.region}>
      {children}
    </div>
  );
}
