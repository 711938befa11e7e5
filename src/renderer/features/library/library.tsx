import { useCallback, useDeferredValue, useId, useMemo, useState, type KeyboardEvent } from 'react';
import Search from 'lucide-react/icons/search';
import Settings from 'lucide-react/icons/settings';
import SquarePen from 'lucide-react/icons/square-pen';
import X from 'lucide-react/icons/x';
import type { Id } from '../../../shared/conversation.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useApp, useController } from '../../use-app.ts';
import { useShortcutText } from '../../use-shortcuts.ts';
import { ConversationList } from './conversation-list.tsx';
import { filterTitles } from './filter-titles.ts';
import { hitElementId, SearchResults } from './search-results.tsx';
import styles from './library.module.css';

/** What the sidebar's content takes. */
export interface LibraryProps {
  readonly onNew: () => void;
  /** Something was chosen: a drawer can close. */
  readonly onChosen: () => void;
}

/** What the sidebar shows: new conversation, search, all conversations, settings. */
export function Library({ onNew, onChosen }: LibraryProps) {
  const controller = useController();
  const ready = useApp((state) => state.phase === 'ready');
  const order = useApp((state) => state.order);
  const newShortcut = useShortcutText('newConversation');
  const settingsShortcut = useShortcutText('openSettings');
  const searchShortcut = useShortcutText('search');
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const listId = useId();
  const query = useDeferredValue(typed).trim();
  const hits = useMemo(
    () => (query === '' ? [] : filterTitles(order, controller.store.getState().heads, query)),
    [controller, order, query],
  );
  const hit = query === '' ? undefined : hits[marked];

  const open = useCallback(
    (id: Id) => {
      controller.show(id);
      onChosen();
    },
    [controller, onChosen],
  );
  const rename = useCallback(
    async (id: Id, title: string) => {
      const result = await controller.command('conversation.rename', { conversationId: id, title });
      setProblem(result.ok ? null : result.error.message);
    },
    [controller],
  );
  const remove = useCallback(
    async (id: Id) => {
      const result = await controller.command('conversation.delete', { conversationId: id });
      setProblem(result.ok ? null : result.error.message);
    },
    [controller],
  );

  const search = (text: string): void => {
    setTyped(text);
    setMarked(0);
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && typed !== '') search('');
    else if (event.key === 'Enter' && hit !== undefined) open(hit);
    else if (event.key === 'ArrowDown' && hits.length > 0) setMarked((marked + 1) % hits.length);
    else if (event.key === 'ArrowUp' && hits.length > 0)
      setMarked((marked - 1 + hits.length) % hits.length);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.library}>
      <div className={styles.top} />
      <div className={styles.tools}>
        <Tooltip text="New conversation" shortcut={newShortcut} side="right">
          <Button
            tone="quiet"
            className={styles.tool}
            icon={<SquarePen size={16} />}
            onClick={onNew}
          >
            New conversation
          </Button>
        </Tooltip>
        <div className={styles.search}>
          <Search size={16} aria-hidden className={styles.searchIcon} />
          <input
            type="search"
            aria-label="Search conversations"
            aria-controls={query === '' ? undefined : listId}
            aria-activedescendant={hit === undefined ? undefined : hitElementId(hit)}
            placeholder="Search"
            title={searchShortcut}
            className={styles.searchInput}
            value={typed}
            spellCheck={false}
            onChange={(event) => search(event.target.value)}
            onKeyDown={onSearchKey}
          />
          {typed !== '' && (
            <IconButton
              label="Clear search"
              size="small"
              className={styles.clear}
              onClick={(event) => {
                search('');
                event.currentTarget.parentElement?.querySelector('input')?.focus();
              }}
            >
              <X size={16} />
            </IconButton>
          )}
        </div>
      </div>
      <nav aria-label="Conversations" className={styles.conversations} hidden={query !== ''}>
        {order.length > 0 && (
          <ConversationList
            onOpen={open}
            onRename={(id, title) => void rename(id, title)}
            onDelete={(id) => void remove(id)}
          />
        )}
        {ready && order.length === 0 && (
          <EmptyState title="No conversations yet">They gather here, newest first.</EmptyState>
        )}
      </nav>
      {query !== '' && (
        <div className={styles.conversations}>
          <p role="status" className={hits.length === 0 ? styles.none : 'visually-hidden'}>
            {hits.length === 0
              ? `No title holds “${query}”.`
              : `${hits.length.toLocaleString()} found`}
          </p>
          <SearchResults listId={listId} hits={hits} active={marked} onChoose={open} />
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
        <Tooltip text="Settings" shortcut={settingsShortcut} side="right">
          <Button
            tone="quiet"
            className={styles.tool}
            icon={<Settings size={16} />}
            onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
          >
            Settings
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}
