import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { t } from '../../shared/language/translate.ts';
import { classNames } from '../ui/class-names.ts';
import { direction, logicalKey } from '../ui/direction.ts';
import styles from './app.module.css';

const minWidth = 200;
const maxWidth = 480;
const usualWidth = 260;
/** Width change per arrow key press (px). */
const keyStep = 16;

function clamp(width: number): number {
  return Math.round(Math.min(maxWidth, Math.max(minWidth, width)));
}

/** Props of {@link SidebarFrame}. */
export interface SidebarFrameProps {
  readonly open: boolean;
  /** True if it covers the conversation instead of standing beside it. */
  readonly drawer: boolean;
  /** In px. */
  readonly width: number;
  readonly onResize: (width: number) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The sidebar: beside the conversation with an edge to drag, or a drawer in a narrow window. */
export function SidebarFrame(props: SidebarFrameProps) {
  const { open, drawer, width, onResize, onClose, children } = props;
  const frame = useRef<HTMLElement>(null);
  const separator = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!drawer || !open) return undefined;
    const before = document.activeElement;
    const drawn = frame.current;
    drawn?.focus();
    const onEscape = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    document.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('keydown', onEscape);
      // An element that had focus in the drawer is now hidden, and its focus is lost.
      const now = document.activeElement;
      const isLost = now === null || now === document.body || drawn?.contains(now) === true;
      if (before instanceof HTMLElement && isLost) {
        before.focus();
      }
    };
  }, [drawer, open, onClose]);

  // During a drag, only the style changes the width; nothing renders.
  const draw = (next: number): void => {
    frame.current?.style.setProperty('--sidebar-width', `${String(next)}px`);
    separator.current?.setAttribute('aria-valuenow', String(next));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const forward = direction() === 'rtl' ? -1 : 1;
    const offset = width - event.clientX * forward;
    let next = width;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent): void => {
      next = clamp(move.clientX * forward + offset);
      draw(next);
    };
    const onEnd = (): void => {
      handle.removeEventListener('pointermove', onMove);
      if (next !== width) onResize(next);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = {
      ArrowLeft: width - keyStep,
      ArrowRight: width + keyStep,
      Home: minWidth,
      End: maxWidth,
    }[logicalKey(event.key)];
    if (next !== undefined) {
      event.preventDefault();
      onResize(clamp(next));
    } else if (event.key === 'Enter') {
      onClose();
    }
  };

  return (
    <>
      {drawer && open && <div className={styles.scrim} onPointerDown={onClose} />}
      <aside
        ref={frame}
        aria-label={t('sidebar.title')}
        hidden={!open}
        tabIndex={-1}
        data-drawer={drawer && open ? 'open' : undefined}
        className={classNames(styles.sidebar, drawer && styles.drawer)}
        style={{ '--sidebar-width': `${String(width)}px` }}
      >
        {children}
        {!drawer && (
          <div
            ref={separator}
            role="separator"
            aria-label={t('sidebar.width')}
            aria-orientation="vertical"
            aria-valuemin={minWidth}
            aria-valuemax={maxWidth}
            aria-valuenow={width}
            tabIndex={0}
            className={styles.separator}
            onPointerDown={onPointerDown}
            onDoubleClick={() => onResize(usualWidth)}
            onKeyDown={onKeyDown}
          />
        )}
      </aside>
    </>
  );
}
