import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import PanelLeft from 'lucide-react/icons/panel-left';
import SquarePen from 'lucide-react/icons/square-pen';
import type { MenuAction } from '../shared/contract.ts';
import { ConversationPage } from './features/chat/conversation-page.tsx';
import { FindBar } from './features/find/find-bar.tsx';
import { FirstRun } from './features/first-run/first-run.tsx';
import { DeletedToast } from './features/library/deleted-toast.tsx';
import { DropZone } from './features/library/drop-zone.tsx';
import { JobToasts } from './features/library/job-toasts.tsx';
import { Library } from './features/library/library.tsx';
import { SettingsDialog } from './features/settings/settings-dialog.tsx';
import { ConversationFault } from './features/status/conversation-fault.tsx';
import { Notices } from './features/status/notices.tsx';
import { StartFailure } from './features/status/start-failure.tsx';
import { focusComposer, focusFind, focusSearch } from './focus.ts';
import type { ShortcutName } from './shortcuts.ts';
import { SidebarFrame } from './sidebar-frame.tsx';
import { classNames } from './ui/class-names.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { IconButton } from './ui/icon-button.tsx';
import { Toast, ToastRegion } from './ui/toast.tsx';
import { TooltipProvider } from './ui/tooltip.tsx';
import { useApp, useController } from './use-app.ts';
import { useReading } from './use-reading.ts';
import { useShortcuts, useShortcutText } from './use-shortcuts.ts';
import { useSidebar } from './use-sidebar.ts';
import { useTyping } from './use-typing.ts';
import styles from './app.module.css';

// Loaded when first needed: the window is there sooner.
const LibraryDialogs = lazy(async () => ({
  default: (await import('./features/library/library-dialogs.tsx')).LibraryDialogs,
}));

/** What the window needs from outside. */
export interface AppProps {
  /** Tells of what is chosen in the application menu; returns the end of the subscription. */
  readonly onMenu: (listener: (action: MenuAction) => void) => () => void;
}

function useAppearance(): void {
  const theme = useApp((state) => state.settings?.settings.theme ?? 'system');
  const platform = useApp((state) => state.info?.platform ?? null);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    if (platform !== null) dataset['platform'] = platform;
  }, [theme, platform]);
}

function useTitle(): void {
  const title = useApp((state) =>
    state.activeId === null ? undefined : state.heads[state.activeId]?.title,
  );
  useEffect(() => {
    document.title = title === undefined ? 'Parley' : `${title} – Parley`;
  }, [title]);
}

function Conversation() {
  const activeId = useApp((state) => state.activeId);
  const noProvider = useApp((state) => state.settings?.providers.length === 0);
  // Once begun it lasts until it is done: it saves a provider before it knows that it works.
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

/** The window: sidebar, conversation, and what lies over them. */
export function App({ onMenu }: AppProps) {
  const controller = useController();
  const phase = useApp((state) => state.phase);
  const [problem, setProblem] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const closeFind = useCallback(() => setFinding(false), []);
  const forgetProblem = useCallback(() => setProblem(null), []);
  // Once there they stay: a dialog that closes gives the focus back.
  const wantsLibraryDialog = useApp(
    ({ dialog }) => dialog?.kind === 'move_to_folder' || dialog?.kind === 'job_report',
  );
  const [hasLibraryDialog, setHasLibraryDialog] = useState(false);
  if (wantsLibraryDialog && !hasLibraryDialog) setHasLibraryDialog(true);
  const sidebar = useSidebar();
  const { toggle, show, leave } = sidebar;
  const sidebarShortcut = useShortcutText('toggleSidebar');
  const newShortcut = useShortcutText('newConversation');
  useAppearance();
  useReading();
  useTitle();

  const newConversation = useCallback(() => {
    controller.show(null);
    leave();
    focusComposer();
  }, [controller, leave]);

  const run = useCallback(
    (name: ShortcutName) => {
      const { activeId } = controller.store.getState();
      switch (name) {
        case 'newConversation':
          newConversation();
          break;
        case 'search':
          show();
          focusSearch();
          break;
        case 'findInConversation':
          if (activeId === null) break;
          setFinding(true);
          focusFind();
          break;
        case 'openSettings':
          controller.setDialog({ kind: 'settings', section: 'providers' });
          break;
        case 'toggleSidebar':
          toggle();
          break;
        case 'deleteConversation':
          if (activeId === null) break;
          void controller
            .command('conversation.delete', { conversationId: activeId })
            .then((result) => setProblem(result.ok ? null : result.error.message));
          focusComposer();
          break;
      }
    },
    [controller, newConversation, show, toggle],
  );
  const savePdf = useCallback(() => {
    const { activeId } = controller.store.getState();
    if (activeId === null) return;
    const what = { kind: 'conversations' as const, conversationIds: [activeId] };
    void controller
      .command('library.export', { what, format: 'pdf' })
      .then((result) => setProblem(result.ok ? null : result.error.message));
  }, [controller]);
  useShortcuts(run);
  useTyping();
  useEffect(
    () =>
      onMenu((action) => {
        if (action === 'new_conversation') run('newConversation');
        if (action === 'search') run('search');
        if (action === 'find_in_conversation') run('findInConversation');
        if (action === 'toggle_sidebar') run('toggleSidebar');
        if (action === 'save_as_pdf') savePdf();
      }),
    [onMenu, run, savePdf],
  );

  if (phase === 'failed') return <StartFailure onRetry={() => window.location.reload()} />;
  return (
    <TooltipProvider>
      <div className={classNames(styles.app, (sidebar.drawer || !sidebar.open) && styles.alone)}>
        <div className={styles.corner}>
          <IconButton
            label={sidebar.open ? 'Hide sidebar' : 'Show sidebar'}
            shortcut={sidebarShortcut}
            aria-expanded={sidebar.open}
            onClick={toggle}
          >
            <PanelLeft size={18} />
          </IconButton>
          {!sidebar.open && (
            <IconButton label="New conversation" shortcut={newShortcut} onClick={newConversation}>
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
          <Library onNew={newConversation} onChosen={leave} />
        </SidebarFrame>
        <main className={styles.main} inert={sidebar.drawer && sidebar.open}>
          <Notices />
          <div className={styles.page}>
            {phase === 'ready' && <Conversation />}
            {finding && <FindBar onClose={closeFind} />}
          </div>
        </main>
      </div>
      <SettingsDialog />
      {hasLibraryDialog && (
        <Suspense>
          <LibraryDialogs />
        </Suspense>
      )}
      <DropZone onProblem={setProblem} />
      <ToastRegion>
        <JobToasts />
        <DeletedToast />
        {problem !== null && <Toast onDismiss={forgetProblem}>{problem}</Toast>}
      </ToastRegion>
    </TooltipProvider>
  );
}
