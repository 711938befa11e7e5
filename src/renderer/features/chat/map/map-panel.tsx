import { useLayoutEffect, useMemo, useState, type KeyboardEvent } from 'react';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { mapRows, type MapRow } from '../../../../shared/model/tree/map-rows.ts';
import { useApp } from '../../../client/use-app.ts';
import { useFindText } from '../../../common/find-text.ts';
import { focusComposer } from '../../../common/focus.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ContextMenu, type MenuEntry } from '../../../ui/menu.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useValue } from '../page/value.ts';
import { MapLinks } from './map-links.tsx';
import { deletions, mapShown, type Deletion } from './map-shown.ts';
import { MapTree } from './map-tree.tsx';
import { rowAfterBranch } from './move.ts';
import { rowWords, type RowWords } from './row-words.ts';
import { useBranchActions, type BranchActions } from './use-branch-actions.ts';
import { useHits } from './use-hits.ts';
import styles from './map.module.css';

function Detail({ words }: { readonly words: RowWords | null }) {
  // Screen readers hear it from the row.
  return (
    <div className={styles.detail} data-detail aria-hidden>
      <span className={styles.line} dir="auto">
        {words?.question}
      </span>
      <span className={`${styles.line ?? ''} ${styles.quiet ?? ''}`} dir="auto">
        {words?.answer}
      </span>
      <span className={styles.quiet}>
        {[words?.facts ?? '', words?.checkpoint ?? ''].filter((each) => each !== '').join(' · ')}
      </span>
    </div>
  );
}

interface MapProps {
  readonly conversationId: Id;
  readonly messages: Readonly<Record<Id, Message>>;
}

/** The last deletion in this conversation that was not undone since, by another way perhaps. */
function lastDeletion(
  all: readonly Deletion[],
  { conversationId, messages }: MapProps,
): Deletion | undefined {
  return all.findLast(
    (each) => each.conversationId === conversationId && messages[each.messageId] === undefined,
  );
}

function Deleted({
  undo,
  ...map
}: MapProps & {
  readonly undo: BranchActions['undo'];
}) {
  const all = useValue(deletions);
  const last = lastDeletion(all, map);
  return (
    <div role="status">
      {last !== undefined && (
        <div className={styles.note}>
          {t('map.deleted', { count: last.count })}
          <Button tone="plain" size="small" onClick={() => void undo(last)}>
            {t('common.undo')}
          </Button>
        </div>
      )}
    </div>
  );
}

function entriesFor(row: MapRow | undefined, actions: BranchActions, isReadOnly: boolean) {
  if (row === undefined) return [];
  const entries: readonly MenuEntry[] = [
    { kind: 'action', label: t('map.show'), onSelect: () => actions.reveal(row) },
    {
      kind: 'action',
      label: t('map.fork'),
      onSelect: () => actions.fork(row),
    },
    { kind: 'action', label: t('map.copy'), onSelect: () => actions.copy(row) },
    { kind: 'separator' },
    {
      kind: 'action',
      label: t('map.delete'),
      tone: 'danger',
      shortcut: t('key.delete'),
      disabled: isReadOnly,
      onSelect: () => void actions.remove(row),
    },
  ];
  return entries;
}

/** The active row; if it is gone, because it was deleted, the one after it. */
interface Chosen {
  readonly id: Id | null;
  readonly next: Id | null;
}

function TurnsMap({ conversationId, messages }: MapProps) {
  const leafId = useApp((state) => state.heads[conversationId]?.leafId ?? null);
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const prices = useApp((state) => state.prices);
  const rows = useMemo(() => mapRows(messages, leafId), [messages, leafId]);
  const hits = useHits(messages, useFindText());
  const actions = useBranchActions(conversationId, messages);
  const [hovered, setHovered] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Chosen>({ id: null, next: null });
  const indexOf = (wanted: Id | null): number => rows.findIndex(({ id }) => id === wanted);
  const found = indexOf(chosen.id) === -1 ? indexOf(chosen.next) : indexOf(chosen.id);
  const active = Math.max(0, found === -1 ? rows.findLastIndex(({ isShown }) => isShown) : found);
  const wordsOf = (row: MapRow): RowWords => rowWords(row, messages, prices);
  const row = rows[active];
  const looked = rows[hovered ?? active] ?? row;

  const remove = (): void => {
    if (row === undefined || isReadOnly) return;
    setChosen({ id: row.id, next: rowAfterBranch(rows, active)?.id ?? null });
    void actions.remove(row);
  };
  const undo: BranchActions['undo'] = (deletion) => {
    setChosen({ id: deletion.messageId, next: null });
    return actions.undo(deletion);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const withControl = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    const last = lastDeletion(deletions.get(), { conversationId, messages });
    if (event.key === 'Enter' && row !== undefined) actions.reveal(row);
    else if (event.key === ' ' && row !== undefined) actions.show(row);
    else if (event.key === 'Delete' || (event.key === 'Backspace' && !withControl)) remove();
    else if (withControl && letter === 'z' && last !== undefined) void undo(last);
    else if (withControl && letter === 'c' && row !== undefined) actions.copy(row);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <ContextMenu entries={entriesFor(row, actions, isReadOnly)}>
        {(onContextMenu) => (
          <MapTree
            rows={rows}
            active={active}
            hits={hits}
            wordsOf={wordsOf}
            onActive={(index) => setChosen({ id: rows[index]?.id ?? null, next: null })}
            onHover={setHovered}
            onShow={actions.reveal}
            onKeyDown={onKeyDown}
            onContextMenu={(event) => onContextMenu(event)}
          />
        )}
      </ContextMenu>
      <Deleted {...{ conversationId, messages, undo }} />
      <MapLinks conversationId={conversationId} />
      <Detail words={looked === undefined ? null : wordsOf(looked)} />
    </>
  );
}

/** Props of {@link MapPanel}. */
export interface MapPanelProps {
  readonly conversationId: Id;
}

/** The map of a conversation: its turns, where it forks, and which branch is on show. */
export function MapPanel({ conversationId }: MapPanelProps) {
  useLayoutEffect(() => {
    // Page and find bar make room for it.
    const { dataset } = document.documentElement;
    dataset['map'] = '';
    return () => {
      delete dataset['map'];
    };
  }, []);
  const messages = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' && open.path === null ? open.messages : null;
  });
  const close = (): void => {
    mapShown.set(false);
    focusComposer();
  };
  return (
    <aside aria-label={t('map.title')}>
      <div
        role="presentation"
        className={styles.panel}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          // Esc closes one thing; it must not stop an answer as well.
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      >
        <div className={styles.header}>
          <h2>{t('map.title')}</h2>
          <IconButton
            label={t('map.close')}
            shortcut={t('key.escape')}
            size="small"
            onClick={close}
          >
            <X size={16} />
          </IconButton>
        </div>
        {messages === null ? (
          <Skeleton lines={6} label={t('map.loading')} />
        ) : (
          <TurnsMap conversationId={conversationId} messages={messages} />
        )}
      </div>
    </aside>
  );
}
