import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { classNames } from '../class-names.ts';
import { useFocusName, type FocusName } from '../focus-registry.ts';
import { Popup } from './popup.tsx';
import { optionRows, valueNamed, type ComboboxOption, type ComboboxRows } from './rows.ts';
import styles from './combobox.module.css';

/** Props of {@link Combobox}. */
export interface ComboboxProps {
  /** Its accessible name. */
  readonly label: string;
  /** The current value, which need not be in the list. */
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  /** Shown for the current value while nothing is typed. */
  readonly display?: string | undefined;
  /** Finds the rows for the typed text (null: nothing yet); by default, options with its words. */
  readonly search?: ((typed: string | null) => ComboboxRows) | undefined;
  /** Above the list; `type` replaces what is typed. */
  readonly filters?: ((typed: string, type: (text: string) => void) => ReactNode) | undefined;
  /** Called with a value from the list or with typed text. */
  readonly onChange: (value: string) => void;
  readonly onOpen?: (() => void) | undefined;
  readonly placeholder?: string | undefined;
  /** Shown in the list, for example that it is loading or why it failed to load. */
  readonly note?: ReactNode;
  /** Below the list, for example a button to reload it. */
  readonly footer?: ReactNode;
  /** `bare`: no frame until hovered or focused, and as wide as its text. */
  readonly look?: 'field' | 'bare' | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  /** The name by which it can be focused from elsewhere. */
  readonly focusName?: FocusName | undefined;
}

/** Scrolls an element into view when it becomes highlighted. */
function useInView(elementId: string | undefined): void {
  useEffect(() => {
    if (elementId === undefined) return;
    document.getElementById(elementId)?.scrollIntoView({ block: 'nearest' });
  }, [elementId]);
}

/**
 * A text box with suggestions that accepts any value. Enter accepts the highlighted or typed value.
 * Tab accepts the highlighted one, or the typed one if it is in the list or there is no list; with
 * nothing chosen it leads to the buttons of the list. Esc and a click elsewhere keep the old value.
 */
export function Combobox(props: ComboboxProps) {
  const { label, value, options, onChange, onOpen, note, footer, look = 'field' } = props;
  const id = useId();
  const anchor = `--combobox-${id.replaceAll(/[^a-z0-9]/giu, '')}`;
  const inputRef = useRef<HTMLInputElement>(null);
  useFocusName(props.focusName, inputRef);
  /** Null: closed. `typed: null`: open with nothing typed yet, so the list shows all. */
  const [edit, setEdit] = useState<{ typed: string | null; active: number } | null>(null);
  const isOpen = edit !== null;
  const typed = edit?.typed ?? null;
  const find = props.search ?? ((text: string | null) => optionRows(options, text));
  const found: ComboboxRows = isOpen ? find(typed) : { rows: [], hidden: 0 };
  const { rows } = found;
  const active = edit === null ? undefined : rows[edit.active];

  const activeId = active === undefined ? undefined : `${id}-${String(edit?.active)}`;
  useInView(activeId);

  const open = (): void => {
    if (isOpen || props.disabled === true) return;
    setEdit({ typed: null, active: find(null).rows.findIndex((row) => row.value === value) });
    onOpen?.();
    inputRef.current?.select();
  };
  const commit = (next: string | undefined): void => {
    setEdit(null);
    const trimmed = next?.trim() ?? '';
    if (trimmed !== '' && trimmed !== value) onChange(trimmed);
  };
  const type = (text: string): void =>
    setEdit({ typed: text, active: find(text).isFilter === true ? 0 : -1 });
  const move = (step: number): void => {
    if (edit === null) return open();
    if (rows.length === 0) return;
    const from = edit.active === -1 && step < 0 ? 0 : edit.active;
    setEdit({ ...edit, active: (from + step + rows.length) % rows.length });
  };

  const hasButtons = props.filters !== undefined || (footer !== undefined && footer !== null);
  const isUntouched =
    hasButtons && typed === null && (active === undefined || active.value === value);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
        event.preventDefault();
        if (isOpen)
          commit(active?.value ?? (found.isFilter === true ? undefined : (typed ?? undefined)));
        else open();
        break;
      case 'Tab':
        // With nothing chosen yet, Tab leads to the buttons of the list.
        if (!isOpen || isUntouched) break;
        // Half a name is not a choice.
        commit(active?.value ?? valueNamed(options, typed));
        break;
      case 'Escape':
        if (!isOpen) break;
        event.preventDefault();
        setEdit(null);
        break;
      default:
    }
  };

  return (
    <div
      className={classNames(styles.combobox, styles[look])}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setEdit(null);
      }}
    >
      <div className={styles.box} style={{ anchorName: anchor }}>
        <input
          ref={inputRef}
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={activeId}
          aria-describedby={props.describedBy}
          className={styles.input}
          value={typed ?? props.display ?? value}
          placeholder={props.placeholder}
          disabled={props.disabled}
          autoComplete="off"
          spellCheck={false}
          // Opens on press, like a native list. The click that follows would undo the selection.
          onMouseDown={(event) => {
            if (isOpen || event.button !== 0) return;
            event.preventDefault();
            event.currentTarget.focus();
            open();
          }}
          onClick={open}
          onKeyDown={onKeyDown}
          onChange={(event) => type(event.target.value)}
        />
        <ChevronDown size={16} className={styles.chevron} aria-hidden />
      </div>
      {isOpen && (
        <Popup
          anchor={anchor}
          id={id}
          label={label}
          value={value}
          found={found}
          active={edit.active}
          typed={typed ?? ''}
          filters={props.filters}
          note={note}
          footer={footer}
          onType={type}
          onChoose={commit}
          onKeyDown={onKeyDown}
          onEscape={() => setEdit(null)}
          input={inputRef}
        />
      )}
    </div>
  );
}
