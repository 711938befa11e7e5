import { useCallback, useId, useState, type KeyboardEvent } from 'react';
import MessageCircleDashed from 'lucide-react/icons/message-circle-dashed';
import Settings from 'lucide-react/icons/settings';
import SquarePen from 'lucide-react/icons/square-pen';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { t } from '../../../shared/language/translate.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { SearchHit } from '../../../shared/model/library.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { tooltip } from '../../ui/tooltip.tsx';
import { focusSearch } from '../../common/focus.ts';
import { useProblem } from '../../common/use-problem.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { runWindowAction } from '../../client/window-actions.ts';
import { useShortcutText } from '../../client/use-shortcut-text.ts';
import { viewKey, type LibraryView } from './list/arrange.ts';
import { ConversationList } from './list/conversation-list.tsx';
import type { FirstFocus } from './list/use-list-focus.ts';
import { SearchBox } from './search/search-box.tsx';
import { SearchHelp } from './search/search-help.tsx';
import { SearchPane } from './search/search-pane.tsx';
import { hitElementId } from './search/search-results.tsx';
import { useOrganize } from './list/use-organize.ts';
import { useSearchBox } from './search/use-search-box.ts';
import { FolderTools } from './list/folder-tools.tsx';
import { ViewBar } from './list/view-bar.tsx';
import styles from './library.module.css';

/** Props of {@link Library}. */
export interface LibraryProps {
  readonly onNew: () => void;
  readonly onNewIn: (folder: string) => void;
  /** Called after a choice, so that a drawer can close. */
  readonly onChosen: () => void;
}

/** The current view. Falls back to all conversations if its folder has become empty. */
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

/** Why an action failed. */
function Problem({ text, onDismiss }: { readonly text: string; readonly onDismiss: () => void }) {
  return (
    <ErrorCallout
      className={styles.problem}
      actions={
        <IconButton label={t('common.dismiss')} size="small" onClick={onDismiss}>
          <X size={16} />
        </IconButton>
      }
    >
      {text}
    </ErrorCallout>
  );
}

/** The buttons that begin a conversation. */
function NewButtons({ onNew }: Pick<LibraryProps, 'onNew'>) {
  const newShortcut = useShortcutText('new_conversation');
  const temporaryShortcut = useShortcutText('new_temporary');
  return (
    <div className={styles.newTools}>
      <Button
        {...tooltip(t('action.new_conversation'), newShortcut, 'end')}
        tone="quiet"
        className={styles.tool}
        icon={<SquarePen size={16} />}
        onClick={onNew}
      >
        {t('action.new_conversation')}
      </Button>
      <IconButton
        label={t('action.new_temporary')}
        shortcut={temporaryShortcut}
        tooltipSide="end"
        className={styles.newTemporary}
        onClick={() => runWindowAction('new_temporary')}
      >
        <MessageCircleDashed size={16} />
      </IconButton>
    </div>
  );
}

/** The foot of the sidebar: settings and trash. */
function Foot() {
  const controller = useController();
  const settingsShortcut = useShortcutText('open_settings');
  return (
    <div className={styles.foot}>
      <Button
        {...tooltip(t('action.open_settings'), settingsShortcut, 'end')}
        tone="quiet"
        className={styles.tool}
        icon={<Settings size={16} />}
        onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
      >
        {t('action.open_settings')}
      </Button>
      <IconButton
        label={t('trash.title')}
        tooltipSide="end"
        onClick={() => controller.setDialog({ kind: 'trash' })}
      >
        <Trash2 size={16} />
      </IconButton>
    </div>
  );
}

/** The sidebar's content: new conversation, search, the conversation list, settings. */
export function Library({ onNew, onNewIn, onChosen }: LibraryProps) {
  const controller = useController();
  const ready = useApp((state) => state.phase === 'ready');
  const isEmpty = useApp((state) => state.order.length === 0);
  const [problem, setProblem] = useProblem();
  const [view, setView] = useView();
  const [focusFirst, setFocusFirst] = useState<FirstFocus | null>(null);
  const organize = useOrganize(setProblem);
  const listId = useId();
  const helpId = useId();
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
  const { typed, type, search, hits, active, isSearching, helpOpen, setHelpOpen, onSearchKey } =
    useSearchBox(openHit);
  const hit = isSearching ? hits[active] : undefined;
  // The pressed element disappears with its view. On the way back, its folder gets the focus again.
  const changeView = (next: LibraryView): void => {
    setFocusFirst({ key: next.kind === 'all' ? viewKey(view) : null });
    setView(next);
    if (next.kind === 'folder') void controller.loadAssistants();
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
        <NewButtons onNew={onNew} />
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
        aria-label={t('library.conversations')}
        className={styles.conversations}
        hidden={isSearching || helpOpen}
      >
        {!isEmpty && (
          <>
            <ViewBar view={view} onView={changeView}>
              {view.kind === 'folder' && <FolderTools folder={view.name} onNew={onNewIn} />}
            </ViewBar>
            <ConversationList
              // Each view has a separate scroll position and selection.
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
          <EmptyState title={t('library.empty.title')}>{t('library.empty')}</EmptyState>
        )}
      </nav>
      {isSearching && !helpOpen && (
        <div className={styles.conversations}>
          <SearchPane
            listId={listId}
            search={search}
            hits={hits}
            active={active}
            onChoose={openHit}
          />
        </div>
      )}
      {problem !== null && <Problem text={problem} onDismiss={() => setProblem(null)} />}
      <Foot />
    </div>
  );
}
