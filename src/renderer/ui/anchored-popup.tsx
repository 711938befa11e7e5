import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './anchored-popup.module.css';

/** How an {@link AnchoredPopup} is opened and closed. */
export interface AnchoredPopupProps {
  /** Name of the CSS anchor. */
  readonly anchor: string;
  /** True for elements of the button that opened the popup. */
  readonly isInside: (target: Node) => boolean;
  /** `isByKey` returns the focus to the button. */
  readonly onClose: (isByKey: boolean) => void;
}

/**
 * A floating card beside its button. Esc, a press elsewhere and leaving it with Tab close it. Its
 * place and size come from `className`.
 */
export function AnchoredPopup({
  anchor,
  isInside,
  onClose,
  className,
  children,
}: AnchoredPopupProps & { readonly className: string | undefined; readonly children: ReactNode }) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => popup.current?.showPopover(), []);
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || popup.current?.contains(target) === true) return;
      if (!isInside(target)) onClose(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [isInside, onClose]);
  return (
    <div
      ref={popup}
      popover="manual"
      role="presentation"
      className={classNames(styles.popup, className)}
      style={{ positionAnchor: anchor }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose(true);
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget === null || currentTarget.contains(relatedTarget)) return;
        onClose(false);
      }}
    >
      {children}
    </div>
  );
}
