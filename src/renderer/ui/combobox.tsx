import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { classNames } from './class-names.ts';
import { useFocusName, type FocusName } from './focus-registry.ts';
import { optionRows, valueNamed, type ComboboxOption } from './combobox-rows.ts';
import styles from './combobox.module.css';

/** Props of {@link Combobox}. */
export interface ComboboxProps {
  /** Its accessible name. */
  readonly label: string;
  /** The current value, which need not be in the list. */
  readonly value: string;
  readonly options: readonly ComboboxOption[];
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

interface OptionsProps {
  /** The combobox's id, a prefix of the ids of the list and its options. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly rows: readonly ComboboxOption[];
  /** The index of the highlighted row; -1 for none. */
  readonly active: number;
  /** Number of hidden options. */
  readonly hidden: number;
  readonly onChoose: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The suggestions, and the number of hidden ones. */
function Options(props: OptionsProps) {
  const { id, label, value, rows, active, hidden, onChoose, onKeyDown } = props;
  return (
    <>
      <div role="listbox" id={`${id}-list`} aria-label={label} className={styles.list}>
        {rows.map((row, index) => (
          <div
            key={row.value}
            id={`${id}-${String(index)}`}
            role="option"
            tabIndex={-1}
            aria-selected={row.value === value}
            data-active={index === active || undefined}
            className={styles.option}
            onClick={() => onChoose(row.value)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.optionLabel}>{row.label}</span>
            {row.hint !== undefined && <span className={styles.optionHint}>{row.hint}</span>}
            {row.value === value && <Check size={16} className={styles.check} aria-hidden />}
          </div>
        ))}
      </div>
      {hidden > 0 && (
        <p className={styles.note}>{hidden.toLocaleString()} more. Type to narrow the list.</p>
      )}
    </>
  );
}

/** Opens a popover while `isOpen`, above everything in the window. */
function usePopover(isOpen: boolean): RefObject<HTMLDivElement | null> {
  const popupRef = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isOpen) popupRef.current?.showPopover();
  }, [isOpen]);
  return popupRef;
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
 * Tab accepts the highlighted one, or the typed one if it is in the list or there is no list. Esc
 * and a click elsewhere keep the old value.
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
  const popupRef = usePopover(isOpen);
  const { rows, hidden } = optionRows(options, typed);
  const active = edit === null ? undefined : rows[edit.active];

  const activeId = active === undefined ? undefined : `${id}-${String(edit?.active)}`;
  useInView(activeId);

  const open = (): void => {
    if (isOpen || props.disabled === true) return;
    setEdit({ typed: null, active: rows.findIndex((row) => row.value === value) });
    onOpen?.();
    inputRef.current?.select();
  };
  const commit = (next: string | undefined): void => {
    setEdit(null);
    const trimmed = next?.trim() ?? '';
    if (trimmed !== '' && trimmed !== value) onChange(trimmed);
  };
  const move = (step: number): void => {
    if (edit === null) return open();
    if (rows.length === 0) return;
    const from = edit.active === -1 && step < 0 ? 0 : edit.active;
    setEdit({ ...edit, active: (from + step + rows.length) % rows.length });
  };

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
        if (isOpen) commit(active?.value ?? typed ?? undefined);
        else open();
        break;
      case 'Tab':
        // Half a name is not a choice.
        if (isOpen) commit(active?.value ?? valueNamed(options, typed));
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
          value={typed ?? value}
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
          onChange={(event) => setEdit({ typed: event.target.value, active: -1 })}
        />
        <ChevronDown size={16} className={styles.chevron} aria-hidden />
      </div>
      {isOpen && (
        <div
          ref={popupRef}
          popover="manual"
          role="presentation"
          className={styles.popup}
          style={{ positionAnchor: anchor }}
          // The text box keeps the focus; otherwise the list would close before a click in it
          // counts.
          onMouseDown={(event) =>
            event.target instanceof HTMLButtonElement || event.preventDefault()
          }
        >
          <Options
            id={id}
            label={label}
            value={value}
            rows={rows}
            active={edit.active}
            hidden={hidden}
            onChoose={commit}
            onKeyDown={onKeyDown}
          />
          {note !== undefined && note !== null && <div className={styles.note}>{note}</div>}
          {footer !== undefined && footer !== null && <div className={styles.footer}>{footer}</div>}
        </div>
      )}
    </div>
  );
}
