import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import { t } from '../../../../shared/language/translate.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import {
  activeRow,
  isShown,
  isWaiting,
  notesOf,
  rowsOf,
  type PopupNote,
  type PopupRow,
  type PopupState,
} from './popup-state.ts';
import type { PopupStore } from './popup-store.ts';
import { listId, rowId } from './row-id.ts';
import { classNames } from '../../../ui/class-names.ts';
import list from '../../../ui/list.module.css';
import styles from './popup.module.css';

function Row({
  row,
  id,
  isActive,
  onChoose,
}: {
  readonly row: PopupRow;
  readonly id: string;
  readonly isActive: boolean;
  readonly onChoose: (row: PopupRow) => void;
}) {
  const { label, name, detail } = row.item;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-active={isActive || undefined}
      className={classNames(list.row, styles.row)}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => onChoose(row)}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(row)}
    >
      <bdi className={styles.label}>{label}</bdi>
      {detail !== '' && <bdi className={styles.detail}>{detail}</bdi>}
      {name !== label && <bdi className={styles.name}>{name}</bdi>}
    </div>
  );
}

function Note({ note }: { readonly note: PopupNote }) {
  switch (note.kind) {
    case 'failed':
      return (
        <p className={styles.failed}>
          <CircleAlert size={16} aria-hidden />
          <span>{sentenceOf(note.error)}</span>
        </p>
      );
    case 'waiting':
    case 'empty':
    case 'cut':
      return (
        <p className={styles.note} data-kind={note.kind}>
          {note.text}
        </p>
      );
  }
}

/** Props of {@link SuggestionsView}. */
export interface SuggestionsViewProps {
  readonly state: PopupState;
  readonly onChoose: (row: PopupRow) => void;
}

/** The rows by section, and the lines about what is missing. */
export function SuggestionsView({ state, onChoose }: SuggestionsViewProps) {
  const rows = rowsOf(state);
  const active = activeRow(state);
  return (
    <>
      {rows.length > 0 && (
        <div role="listbox" id={listId} aria-label={t('popup.title')} className={styles.list}>
          {state.groups.map((group, index) => (
            <div
              key={group.id}
              role="group"
              aria-labelledby={`${listId}-group-${String(index)}`}
              className={list.group}
            >
              <div
                id={`${listId}-group-${String(index)}`}
                role="presentation"
                className={list.title}
              >
                <bdi>{group.title}</bdi>
              </div>
              {group.rows.map((row) => (
                <Row
                  key={row.key}
                  row={row}
                  id={rowId(state, row)}
                  isActive={row.key === active?.key}
                  onChoose={onChoose}
                />
              ))}
            </div>
          ))}
        </div>
      )}
      <div role="status" className={styles.notes}>
        {state.hidden > 0 && (
          <p className={styles.note}>{t('popup.hidden', { count: state.hidden })}</p>
        )}
        {notesOf(state).map((note) => (
          <Note key={`${note.sourceId} ${note.kind}`} note={note} />
        ))}
      </div>
    </>
  );
}

/** The list of suggestions above the message box. */
export function SuggestionList({
  store,
  onChoose,
}: {
  readonly store: PopupStore;
  readonly onChoose: (row: PopupRow) => void;
}) {
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  const popup = useRef<HTMLDivElement>(null);
  const shown = isShown(state);
  useLayoutEffect(() => {
    if (shown) popup.current?.showPopover();
  }, [shown]);
  if (!shown) return null;
  return (
    <div
      ref={popup}
      popover="manual"
      role="presentation"
      className={styles.popup}
      data-waiting={(state.groups.length === 0 && isWaiting(state)) || undefined}
      // The message box keeps the focus; otherwise the list would close before a click counts.
      onMouseDown={(event) => event.preventDefault()}
    >
      <SuggestionsView state={state} onChoose={onChoose} />
    </div>
  );
}
