import {
  useEffect,
  useEffectEvent,
  useId,
  useReducer,
  useRef,
  type Dispatch,
  type KeyboardEvent,
} from 'react';
import { t } from '../../../shared/language/translate.ts';
import type { ActionId } from '../../../shared/actions.ts';
import { takeEarlyKeys } from '../../client/early-keys.ts';
import {
  offeredEntries,
  type PaletteEntry,
  type PaletteKind,
} from '../../client/palette-entries.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { classNames } from '../../ui/class-names.ts';
import { useLanguage } from '../../language/language-context.ts';
import { Dialog } from '../../ui/dialog.tsx';
import list from '../../ui/list.module.css';
import {
  activeEntry,
  openedPalette,
  reducePalette,
  type PaletteAction,
  type PaletteState,
} from './palette-state.ts';
import { windowEntries } from './window-entries.ts';
import styles from './palette.module.css';

/** The kind of what an entry opens; '' if its label says it. */
function kindName(kind: PaletteKind): string {
  switch (kind) {
    case 'conversation':
    case 'model':
    case 'assistant':
    case 'prompt':
      return t(`palette.kind.${kind}`);
    case 'command':
    case 'settings':
    case 'search':
      return '';
  }
}

/** Marks at the beginning that leave only some kinds of rows, and their names. */
const marks = [
  ['>', 'commands'],
  ['@', 'models'],
  ['#', 'conversations'],
  ['/', 'prompts'],
] as const;

/** Rows that PageUp and PageDown move. */
const pageRows = 8;

function stepOf(key: string): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return pageRows;
    case 'PageUp':
      return -pageRows;
    default:
      return null;
  }
}

interface RowProps {
  readonly entry: PaletteEntry;
  readonly typed: string;
  readonly id: string;
  readonly isActive: boolean;
  readonly onChoose: (entry: PaletteEntry) => void;
}

function Row({ entry, typed, id, isActive, onChoose }: RowProps) {
  const { detail, shortcut, kind } = entry;
  const label =
    kind === 'search' ? t('palette.search_messages', { text: typed.trim() }) : entry.label;
  const end = shortcut ?? kindName(kind);
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
      onClick={() => onChoose(entry)}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(entry)}
    >
      <bdi className={styles.label}>{label}</bdi>
      {detail !== '' && <bdi className={styles.detail}>{detail}</bdi>}
      {end !== '' && (
        <span className={styles.end}>
          <bdi dir={shortcut === undefined ? undefined : 'ltr'}>{end}</bdi>
        </span>
      )}
    </div>
  );
}

interface ViewProps {
  readonly state: PaletteState;
  readonly dispatch: Dispatch<PaletteAction>;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onClose: () => void;
}

/** Presses Enter in a box once its rows are there: they are drawn with the next frame. */
function pressEnterSoon(box: HTMLInputElement): void {
  const enter = { key: 'Enter', bubbles: true, cancelable: true };
  requestAnimationFrame(() => box.dispatchEvent(new window.KeyboardEvent('keydown', enter)));
}

/** The box and the rows below it. The focus stays in the box. */
export function PaletteView({ state, dispatch, onChoose, onClose }: ViewProps) {
  const id = useId();
  const active = activeEntry(state);
  const { rows, hidden, typed } = state;
  const rowId = ({ key }: PaletteEntry): string =>
    `${id}-${String(rows.findIndex((each) => each.key === key))}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = stepOf(event.key);
    if (by !== null) dispatch({ kind: 'moved', by });
    else if (event.key === 'Enter' && active !== null) onChoose(active);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.palette}>
      <input
        className={styles.box}
        role="combobox"
        aria-label={t('palette.box')}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === null ? undefined : rowId(active)}
        placeholder={t('palette.box.placeholder')}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={(event) => dispatch({ kind: 'typed', typed: event.target.value })}
        onFocus={({ currentTarget: box }) => {
          const early = takeEarlyKeys();
          if (early.text !== '') dispatch({ kind: 'typed', typed: `${typed}${early.text}` });
          if (early.isEntered) pressEnterSoon(box);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={t('palette.list')}
        className={styles.list}
        // The box keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
      >
        {rows.map((entry) => (
          <Row
            key={entry.key}
            entry={entry}
            typed={typed}
            id={rowId(entry)}
            isActive={entry === active}
            onChoose={onChoose}
          />
        ))}
      </div>
      <p role="status" className={styles.status}>
        {hidden > 0 && t('list.more_hidden', { count: hidden })}
      </p>
      <p className={styles.marks} aria-hidden>
        {marks.map(([mark, name]) => (
          <span key={mark}>
            <kbd>{mark}</kbd> {t(`palette.mark.${name}`)}
          </span>
        ))}
      </p>
    </div>
  );
}

/** Props of {@link Palette}. */
export interface PaletteProps {
  /** Runs an action of menu and keyboard. */
  readonly onAction: (id: ActionId) => void;
  /** Searches all messages for a text. */
  readonly onSearch: (text: string) => void;
}

function Opened({
  onAction,
  onSearch,
  onChoose,
  onClose,
}: PaletteProps & Pick<ViewProps, 'onChoose' | 'onClose'>) {
  const controller = useController();
  const [state, dispatch] = useReducer(reducePalette, null, () =>
    openedPalette(controller.store.getState().settings?.settings.uses ?? [], Date.now()),
  );
  const language = useLanguage();
  const runAction = useEffectEvent(onAction);
  useEffect(() => {
    let isGone = false;
    const add = (entries: readonly PaletteEntry[]): void => {
      if (!isGone) dispatch({ kind: 'arrived', entries });
    };
    add([
      ...windowEntries(controller, (id) => runAction(id)),
      {
        key: 'search messages',
        kind: 'search',
        label: '',
        detail: '',
        run: () => undefined,
      },
    ]);
    for (const open of offeredEntries()) void open(add);
    return () => {
      isGone = true;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- In another language, each entry comes again and replaces itself.
  }, [controller, language]);
  const choose = (entry: PaletteEntry): void => {
    const { typed } = state;
    const isSearch = entry.kind === 'search';
    onChoose(isSearch ? { ...entry, run: () => onSearch(typed.trim()) } : entry);
  };
  return <PaletteView {...{ state, dispatch, onChoose: choose, onClose }} />;
}

/** Everything that can be done or opened, in one list that is searched by typing. */
export function Palette({ onAction, onSearch }: PaletteProps) {
  const controller = useController();
  const isOpen = useApp(({ dialog }) => dialog?.kind === 'palette');
  const chosen = useRef<PaletteEntry | null>(null);
  const close = (): void => controller.setDialog(null);
  return (
    <Dialog
      open={isOpen}
      onClose={close}
      title={t('action.command_palette')}
      size="palette"
      onClosed={() => {
        const entry = chosen.current;
        chosen.current = null;
        entry?.run();
      }}
    >
      <Opened
        onAction={onAction}
        onSearch={onSearch}
        onClose={close}
        onChoose={(entry) => {
          chosen.current = entry;
          // Conversations are found by their last change; which were opened is nobody's business.
          if (entry.kind !== 'conversation' && entry.kind !== 'search') {
            void controller.command('settings.countUse', { key: entry.key });
          }
          close();
        }}
      />
    </Dialog>
  );
}
