import { useCallback, useEffect, useState } from 'react';
import PanelLeft from 'lucide-react/icons/panel-left';
import SquarePen from 'lucide-react/icons/square-pen';
import { t } from '../../shared/language/translate.ts';
import { ConversationPage } from '../features/chat/page/conversation-page.tsx';
import { FindBar } from '../features/find/find-bar.tsx';
import { DeletedToast } from '../features/library/list/deleted-toast.tsx';
import { DropZone } from '../features/library/jobs/drop-zone.tsx';
import { Library } from '../features/library/library.tsx';
import { ConversationFault } from '../features/status/conversation-fault.tsx';
import { Notices } from '../features/status/notices.tsx';
import { StartFailure } from '../features/status/start-failure.tsx';
import { temporaryWords } from '../../shared/words/temporary/marks.ts';
import { focusComposer } from '../common/focus.ts';
import { SidebarFrame } from './sidebar-frame.tsx';
import { classNames } from '../ui/class-names.ts';
import { deferred, warmUp } from '../ui/deferred.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Toast, ToastRegion } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import { useApp, useController } from '../client/use-app.ts';
import { useSaid } from '../common/use-problem.ts';
import { useReading } from '../common/use-reading.ts';
import { useShortcutText } from '../client/use-shortcut-text.ts';
import { Arrivals, type ArrivalsProps } from './arrivals/arrivals.tsx';
import { Dialogs } from './dialogs.tsx';
import { useAppearance } from './use-appearance.ts';
import { useOnce } from './use-once.ts';
import { useSidebar, type Sidebar } from './use-sidebar.ts';
import { useTyping } from './use-typing.ts';
import { useWindowActions, type WindowActionsOptions } from './use-window-actions.ts';
import styles from './app.module.css';

// Parts that the first view does not need.
const FirstRun = deferred(
  async () => (await import('../features/first-run/first-run.tsx')).FirstRun,
);
const JobToasts = deferred(
  async () => (await import('../features/library/jobs/job-toasts.tsx')).JobToasts,
);

/** Dependencies of {@link App}. */
export interface AppProps {
  readonly onMenu: WindowActionsOptions['onMenu'];
  readonly onArrival: ArrivalsProps['onArrival'];
}

function useTitle(): void {
  const title = useApp((state) => {
    const head = state.activeId === null ? undefined : state.heads[state.activeId];
    // Systems keep lists of the titles of windows.
    return head?.temporary === true ? temporaryWords('title') : head?.title;
  });
  useEffect(() => {
    document.title = title === undefined ? 'Parley' : t('window.title', { title });
  }, [title]);
}

/** Tells main what is on show, for its menus. */
function useShows(): void {
  const controller = useController();
  const conversation = useApp(({ phase, activeId }) => phase === 'ready' && activeId !== null);
  useEffect(() => {
    void controller.command('app.shows', { conversation });
  }, [controller, conversation]);
}

function Conversation() {
  const activeId = useApp((state) => state.activeId);
  const noProvider = useApp((state) => state.settings?.providers.length === 0);
  // Once started it lasts until it is done, because it saves a provider before testing it.
  const [inFirstRun, setInFirstRun] = useState(noProvider);
  if (noProvider && !inFirstRun) setInFirstRun(true);
  const endFirstRun = useCallback(() => {
    setInFirstRun(false);
    focusComposer();
  }, []);
  if (inFirstRun && activeId === null) return <FirstRun onDone={endFirstRun} />;
  return (
    <ErrorBoundary
      resetKey={activeId}
      fallback={(error, retry) => <ConversationFault error={error} onRetry={retry} />}
    >
      <ConversationPage />
    </ErrorBoundary>
  );
}

interface SideProps {
  readonly sidebar: Sidebar;
  readonly newConversation: () => void;
  readonly newConversationIn: (folder: string) => void;
}

/** The sidebar with the buttons in its corner. */
function Side({ sidebar, newConversation, newConversationIn }: SideProps) {
  const { toggle, leave } = sidebar;
  const sidebarShortcut = useShortcutText('toggle_sidebar');
  const newShortcut = useShortcutText('new_conversation');
  return (
    <>
      <div className={styles.corner}>
        <IconButton
          label={sidebar.open ? t('sidebar.hide') : t('sidebar.show')}
          shortcut={sidebarShortcut}
          aria-expanded={sidebar.open}
          onClick={toggle}
        >
          <PanelLeft size={18} />
        </IconButton>
        {!sidebar.open && (
          <IconButton
            label={t('action.new_conversation')}
            shortcut={newShortcut}
            onClick={newConversation}
          >
            <SquarePen size={18} />
          </IconButton>
        )}
      </div>
      <SidebarFrame
        open={sidebar.open}
        drawer={sidebar.drawer}
        width={sidebar.width}
        onResize={sidebar.resize}
        onClose={toggle}
      >
        <Library onNew={newConversation} onNewIn={newConversationIn} onChosen={leave} />
      </SidebarFrame>
    </>
  );
}

/** The window: sidebar, conversation, and the layers above them. */
export function App({ onMenu, onArrival }: AppProps) {
  const controller = useController();
  const { alone } = controller;
  const phase = useApp((state) => state.phase);
  const [said, say] = useSaid();
  const [finding, setFinding] = useState(false);
  const openFind = useCallback(() => setFinding(true), []);
  const closeFind = useCallback(() => setFinding(false), []);
  const forgetSaid = useCallback(() => say(null), [say]);
  const hadJob = useOnce(({ jobs }) => Object.keys(jobs).length > 0);
  const sidebar = useSidebar();
  const { toggle, show, leave } = sidebar;
  useAppearance();
  useReading();
  useTitle();
  useShows();
  useEffect(() => {
    if (phase !== 'starting') void controller.drawn();
    return phase === 'ready' ? warmUp() : undefined;
  }, [controller, phase]);

  const { newConversation, newConversationIn, onAction, onSearch } = useWindowActions({
    toggle,
    show,
    leave,
    openFind,
    say,
    onMenu,
  });
  useTyping();

  if (phase === 'failed') return <StartFailure onRetry={() => window.location.reload()} />;
  return (
    <>
      <div
        className={classNames(
          styles.app,
          alone === null ? (sidebar.drawer || !sidebar.open) && styles.alone : styles.own,
        )}
      >
        {alone === null && <Side {...{ sidebar, newConversation, newConversationIn }} />}
        <main className={styles.main} inert={alone === null && sidebar.drawer && sidebar.open}>
          <Notices />
          <div className={styles.page}>
            {phase === 'ready' && <Conversation />}
            {finding && <FindBar onClose={closeFind} />}
          </div>
        </main>
      </div>
      <Dialogs onAction={onAction} onSearch={onSearch} />
      <DropZone say={say} />
      <ToastRegion>
        {hadJob && <JobToasts />}
        <DeletedToast />
        {phase === 'ready' && <Arrivals onArrival={onArrival} showSidebar={show} leave={leave} />}
        {said !== null && <Toast onDismiss={forgetSaid}>{said}</Toast>}
      </ToastRegion>
      <TooltipLayer />
    </>
  );
}
