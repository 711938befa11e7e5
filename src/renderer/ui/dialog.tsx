import { useEffect, useRef, type ReactNode } from 'react';
import { AlertDialog, Dialog as Radix } from 'radix-ui';
import X from 'lucide-react/icons/x';
import { t } from '../../shared/language/translate.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { isFocusFree, placeBelow } from './focus-free.ts';
import { elementNamed } from './focus-registry.ts';
import { IconButton } from './icon-button.tsx';
import styles from './dialog.module.css';

/** Props of {@link Dialog}. */
export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Its accessible name and heading. */
  readonly title: string;
  /** `palette`: near the top, with a title for screen readers only, and no Close button. */
  readonly size?: 'medium' | 'large' | 'wide' | 'palette' | undefined;
  /** Called once it is gone and the focus is back. */
  readonly onClosed?: (() => void) | undefined;
  readonly children: ReactNode;
}

/**
 * True if Esc is handled inside the dialog first: by an open list, a form marked with
 * `data-handles-escape`, or a question above the dialog.
 */
function isHandledInside(target: EventTarget | null): boolean {
  const takers =
    '[role="combobox"][aria-expanded="true"], [data-handles-escape], [role="alertdialog"]';
  return target instanceof Element && target.closest(takers) !== null;
}

function hasField(content: HTMLElement): boolean {
  return (
    content.querySelector('input, textarea, select, [role="tab"], button[type="submit"]') !== null
  );
}

/**
 * Remembers the focused element and restores it. If that is gone, as a menu is by then, the focus
 * goes to the dialog below, to where it was before the menu, or to the message box.
 */
function useFocusBefore() {
  const before = useRef<Element | null>(null);
  return {
    remember: (): void => {
      before.current = document.activeElement;
    },
    giveBack: (event: Event): void => {
      event.preventDefault();
      if (!isFocusFree()) return;
      const place =
        before.current?.isConnected === true
          ? before.current
          : (document.querySelector('[role="dialog"]') ??
            placeBelow() ??
            elementNamed('message_box'));
      if (place instanceof HTMLElement) place.focus();
    },
  };
}

/**
 * Lets Esc close the open list of a select first; Radix would handle the key before the browser.
 */
function useSelectsFirst(open: boolean): void {
  useEffect(() => {
    if (!open) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && document.querySelector('select:open') !== null) {
        event.stopImmediatePropagation();
      }
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [open]);
}

/**
 * A dialog over the window. Esc and a click outside close it, and the focus returns to where it
 * was.
 */
export function Dialog(props: DialogProps) {
  const { open, onClose, onClosed, title, size = 'medium', children } = props;
  const isBare = size === 'palette';
  useSelectsFirst(open);
  const focus = useFocusBefore();
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className={classNames(styles.scrim, isBare && styles.top)}>
          <Radix.Content
            className={classNames(styles.dialog, styles[size])}
            aria-describedby={undefined}
            onCloseAutoFocus={(event) => {
              focus.giveBack(event);
              onClosed?.();
            }}
            onOpenAutoFocus={(event) => {
              focus.remember();
              const content = event.currentTarget;
              if (!(content instanceof HTMLElement) || hasField(content)) return;
              // With nothing to start from, the dialog itself gets the focus rather than its Close
              // button.
              event.preventDefault();
              content.focus();
            }}
            onEscapeKeyDown={(event) => isHandledInside(event.target) && event.preventDefault()}
          >
            <Radix.Title className={isBare ? 'visually-hidden' : styles.title}>{title}</Radix.Title>
            {children}
            {/* Last, so that the focus starts in the content. */}
            {!isBare && (
              <IconButton
                label={t('common.close')}
                shortcut="Esc"
                className={styles.close}
                onClick={onClose}
              >
                <X size={18} />
              </IconButton>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Props of {@link ConfirmDialog}. */
export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Details below the question, to read before answering. */
  readonly detail?: ReactNode;
  readonly size?: 'small' | 'medium' | undefined;
  /** The verb of the action, for example "Delete provider". */
  readonly confirm: string;
  /** The label of the safe answer. "Cancel", unless that answer does more than cancel. */
  readonly cancel?: string | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before an action that cannot be undone. The focus starts on the safe answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, detail, size = 'small', onConfirm, onCancel } = props;
  const { confirm, cancel = t('common.cancel') } = props;
  const focus = useFocusBefore();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.scrim}>
          <AlertDialog.Content
            className={classNames(styles.dialog, styles[size], styles.asking)}
            onOpenAutoFocus={focus.remember}
            onCloseAutoFocus={focus.giveBack}
            // Radix handles Esc only shortly after the focus arrives, and nobody presses it twice.
            onKeyDown={(event) => {
              if (event.key === 'Escape') onCancel();
            }}
          >
            <AlertDialog.Title className={styles.question}>{title}</AlertDialog.Title>
            <AlertDialog.Description className={styles.description}>
              {children}
            </AlertDialog.Description>
            {detail}
            <div className={styles.actions}>
              <AlertDialog.Cancel asChild>
                <Button>{cancel}</Button>
              </AlertDialog.Cancel>
              <AlertDialog.Action asChild onClick={onConfirm}>
                <Button tone="danger">{confirm}</Button>
              </AlertDialog.Action>
            </div>
          </AlertDialog.Content>
        </AlertDialog.Overlay>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
