import { useCallback, useId, useMemo, useState, type KeyboardEvent } from 'react';
import Settings from 'lucide-react/icons/settings';
import SquarePen from 'lucide-react/icons/square-pen';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import type { Id } from '../../../shared/model/conversation.ts';
import type { SearchHit } from '../../../shared/model/library.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { tooltip } from '../../ui/tooltip.tsx';
import { focusComposer, focusSearch } from '../../common/focus.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { useShortcutText } from '../../client/use-shortcut-text.ts';
import { viewKey, type LibraryView } from './list/arrange.ts';
import { ConversationList } from './list/conversation-list.tsx';
import type { FirstFocus } from './list/use-list-focus.ts';
import { titleHits } from './list/filter-titles.ts';
import { SearchBox } from './search/search-box.tsx';
import { SearchHelp } from './search/search-help.tsx';
import { SearchPane } from './search/search-pane.tsx';
import { hitElementId } from './search/search-results.tsx';
import { useOrganize } from './list/use-organize.ts';
import { useSearch, type SearchState } from './search/use-search.ts';
import { ViewBar } from './list/view-bar.tsx';
import styles from './library.module.css';

/** What the sidebar's content takes. */
export interface LibraryProps {
  readonly onNew: () => void;
  /** Something was chosen: a drawer can close. */
  readonly onChosen: () => void;
}

/** The hits of the index; where that cannot be used, the titles that fit. */
function useHits(typed: string) {
  const { store } = useController();
  const search = useSearch(typed);
  const { answer, query } = search;
  const hitsOf = useCallback(
    ({ answer, query }: Pick<SearchState, 'answer' | 'query'>): readonly SearchHit[] => {
      if (answer?.state.kind !== 'unavailable') return answer?.hits ?? [];
      const { order, heads } = store.getState();
      return titleHits(order, heads, query);
    },
    [store],
  );
  const hits = useMemo(() => hitsOf({ answer, query }), [answer, query, hitsOf]);
  return { search, hits, hitsOf };
}

/** A folder that nothing is in any more is gone. */
function useView() {
  const [wanted, setView] = useState<LibraryView>({ kind: 'all' });
  const exists = useApp((state) => {
    if (wanted.kind === 'all') return true;
    const heads = Object.values(state.heads);
    if (wanted.kind === 'archive') return heads.some(({ archived }) => archived === true);
    return heads.some(({ folder, archived }) => folder === wanted.name && archived !== true);
  });
  if (!exists) setView({ kind: 'all' });
  return [wanted, setView] as const;
}

/** What the sidebar shows: new conversation, search, all conversations, settings. */
export function Library({ onNew, onChosen }: LibraryProps) {
  const controller = useController();
  const ready = useApp((state) => state.phase === 'ready');
  const isEmpty = useApp((state) => state.order.length === 0);
  const newShortcut = useShortcutText('new_conversation');
  const settingsShortcut = useShortcutText('open_settings');
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const [helpOpen, setHelpOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [view, setView] = useView();
  const [focusFirst, setFocusFirst] = useState<FirstFocus | null>(null);
  const organize = useOrganize(setProblem);
  const listId = useId();
  const helpId = useId();
  const { search, hits, hitsOf } = useHits(typed);
  const isSearching = typed.trim() !== '';
  const hit = isSearching ? hits[Math.min(marked, hits.length - 1)] : undefined;

  const open = useCallback(
    (id: Id) => {
      controller.show(id);
      onChosen();
    },
    [controller, onChosen],
  );
  const openHit = useCallback(
    ({ conversationId, messageId, snippet, marks }: SearchHit) => {
      if (messageId === null) controller.show(conversationId);
      else {
        const words = [...new Set(marks.map(([start, end]) => snippet.slice(start, end)))];
        controller.reveal({ conversationId, messageId, marks: { kind: 'words', words } });
      }
      onChosen();
    },
    [controller, onChosen],
  );
  // What was pressed goes with the view it was in. On the way back its folder has the focus again.
  const changeView = (next: LibraryView): void => {
    setFocusFirst({ key: next.kind === 'all' ? viewKey(view) : null });
    setView(next);
  };
  const type = (text: string): void => {
    setTyped(text);
    setMarked(0);
    setHelpOpen(false);
  };
  /** Who types and presses Enter means what was typed, not what was found for the first letters of it. */
  const openMarked = async (): Promise<void> => {
    const found = search.query === typed ? search : await search.newest();
    const meant = found === null ? undefined : hitsOf(found);
    const chosen = meant?.[Math.min(marked, meant.length - 1)];
    if (chosen !== undefined) openHit(chosen);
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && helpOpen) setHelpOpen(false);
    else if (event.key === 'Escape' && typed !== '') type('');
    // Out of the box first: what streams is stopped by the next press. A drawer closes itself.
    else if (event.key === 'Escape' && event.currentTarget.closest('[data-drawer]') === null)
      focusComposer();
    else if (event.key === 'Enter' && isSearching) void openMarked();
    else if (event.key === 'ArrowDown' && hits.length > 0) setMarked((marked + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length > 0)
      setMarked((marked - 1 + hits.length) % hits.length);
    else return;
    event.preventDefault();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !helpOpen) return;
    event.preventDefault();
    setHelpOpen(false);
    focusSearch();
  };

  return (
    <div role="presentation" className={styles.library} onKeyDown={onKeyDown}>
      <div className={styles.top} />
      <div className={styles.tools}>
        <Button
          {...tooltip('New conversation', newShortcut, 'right')}
          tone="quiet"
          className={styles.tool}
          icon={<SquarePen size={16} />}
          onClick={onNew}
        >
          New conversation
        </Button>
        <SearchBox
          value={typed}
          onChange={type}
          onKeyDown={onSearchKey}
          listId={isSearching ? listId : undefined}
          activeId={hit === undefined ? undefined : hitElementId(hit)}
          helpId={helpId}
          helpOpen={helpOpen}
          onHelp={setHelpOpen}
        />
      </div>
      {helpOpen && (
        <SearchHelp
          id={helpId}
          onInsert={(text) => type(typed.trim() === '' ? text : `${typed.trimEnd()} ${text}`)}
        />
      )}
      <nav
        aria-label="Conversations"
        className={styles.conversations}
        hidden={isSearching || helpOpen}
      >
        {!isEmpty && (
          <>
            <ViewBar view={view} onView={changeView} />
            <ConversationList
              // Each view has its own place and selection.
              key={viewKey(view)}
              view={view}
              organize={organize}
              focusFirst={focusFirst}
              onView={changeView}
              onOpen={open}
            />
          </>
        )}
        {ready && isEmpty && (
          <EmptyState title="No conversations yet">They gather here, newest first.</EmptyState>
        )}
      </nav>
      {isSearching && !helpOpen && (
        <div className={styles.conversations}>
          <SearchPane
            listId={listId}
            search={search}
            hits={hits}
            active={Math.min(marked, hits.length - 1)}
            onChoose={openHit}
          />
        </div>
      )}
      {problem !== null && (
        <ErrorCallout
          className={styles.problem}
          actions={
            <IconButton label="Dismiss" size="small" onClick={() => setProblem(null)}>
              <X size={16} />
            </IconButton>
          }
        >
          {problem}
        </ErrorCallout>
      )}
      <div className={styles.foot}>
        <Button
          {...tooltip('Settings', settingsShortcut, 'right')}
          tone="quiet"
          className={styles.tool}
          icon={<Settings size={16} />}
          onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
        >
          Settings
        </Button>
        <IconButton
          label="Trash"
          tooltipSide="right"
          onClick={() => controller.setDialog({ kind: 'trash' })}
        >
          <Trash2 size={16} />
        </IconButton>
      </div>
    </div>
  );
}
