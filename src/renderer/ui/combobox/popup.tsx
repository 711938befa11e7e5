import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Options } from './options.tsx';
import type { ComboboxRows } from './rows.ts';
import styles from './combobox.module.css';

interface PopupProps {
  /** The name of the CSS anchor that it opens beside. */
  readonly anchor: string;
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly found: ComboboxRows;
  readonly active: number;
  readonly typed: string;
  readonly filters: ((typed: string, type: (text: string) => void) => ReactNode) | undefined;
  readonly note: ReactNode;
  readonly footer: ReactNode;
  readonly onChoose: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onType: (text: string) => void;
  /** Esc was pressed on a button in it. */
  readonly onEscape: () => void;
  /** Gets the focus back from the buttons. */
  readonly input: RefObject<HTMLInputElement | null>;
}

/** The list of a combobox, above everything in the window, with its filters, note and buttons. */
export function Popup({ anchor, found, filters, note, footer, input, ...props }: PopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  const onType = (text: string): void => {
    props.onType(text);
    input.current?.focus();
  };
  useLayoutEffect(() => popup.current?.showPopover(), []);
  return (
    <div
      ref={popup}
      popover="manual"
      role="presentation"
      data-handles-escape
      className={styles.popup}
      style={{ positionAnchor: anchor }}
      // The text box keeps the focus; otherwise the list would close before a click in it counts.
      onMouseDown={(event) => event.target instanceof HTMLButtonElement || event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        input.current?.focus();
        props.onEscape();
      }}
    >
      {filters?.(props.typed, onType)}
      <Options
        id={props.id}
        label={props.label}
        value={props.value}
        rows={found.rows}
        active={props.active}
        hidden={found.hidden}
        onChoose={props.onChoose}
        onKeyDown={props.onKeyDown}
      />
      {found.note !== undefined && <p className={styles.note}>{found.note}</p>}
      {note !== undefined && note !== null && <div className={styles.note}>{note}</div>}
      {footer !== undefined && footer !== null && <div className={styles.footer}>{footer}</div>}
    </div>
  );
}
