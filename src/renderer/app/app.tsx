import { useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import PanelLeft from 'lucide-react/icons/panel-left';
import SquarePen from 'lucide-react/icons/square-pen';
import {
  isWindowAction,
  type mainOnly,
  type ActionId,
  type WindowAction,
} from '../../shared/actions.ts';
import type { Result } from '../../shared/model/errors.ts';
import { ConversationPage } from '../features/chat/page/conversation-page.tsx';
import { FindBar } from '../features/find/find-bar.tsx';
import { DeletedToast } from '../features/library/list/deleted-toast.tsx';
import { DropZone } from '../features/library/jobs/drop-zone.tsx';
import { Library } from '../features/library/library.tsx';
import { ConversationFault } from '../features/status/conversation-fault.tsx';
import { Notices } from '../features/status/notices.tsx';
import { StartFailure } from '../features/status/start-failure.tsx';
import type { PaletteProps } from '../features/palette/palette.tsx';
import { temporaryWords } from '../../shared/words/temporary/marks.ts';
import type { AppState } from '../state/app-state.ts';
import { focusComposer, searchFor } from '../common/focus.ts';
import { SidebarFrame } from './sidebar-frame.tsx';
import { classNames } from '../ui/class-names.ts';
import { deferred, warmUp } from '../ui/deferred.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Toast, ToastRegion } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import { useApp, useController } from '../client/use-app.ts';
import { useReading } from '../common/use-reading.ts';
import { useShortcutText } from '../client/use-shortcut-text.ts';
import { Arrivals, type ArrivalsProps } from './arrivals/arrivals.tsx';
import { createActionHandlers, mainActions } from './action-handlers.ts';
import { useActions } from './use-actions.ts';
import { useSidebar, type Sidebar } from './use-sidebar.ts';
import { useTyping } from './use-typing.ts';
import styles from './app.module.css';

// Parts that the first view does not need.
const FirstRun = deferred(
  async () => (await import('../features/first-run/first-run.tsx')).FirstRun,
);
const SettingsDialog = deferred(
  async () => (await import('../features/settings/settings-dialog.tsx')).SettingsDialog,
);
const RestoredSettings = deferred(
  async () => (await import('../features/settings/data/restored-settings.tsx')).RestoredSettings,
);
const AboutDialog = deferred(
  async () => (await import('../features/about/about-dialog.tsx')).AboutDialog,
);
const ShortcutsDialog = deferred(
  async () => (await import('../features/shortcuts/shortcuts-dialog.tsx')).ShortcutsDialog,
);
const Palette = deferred<PaletteProps>(
  async () => (await import('../features/palette/palette.tsx')).Palette,
);
const LibraryDialogs = deferred(
  async () => (await import('../features/library/library-dialogs.tsx')).LibraryDialogs,
);
const JobToasts = deferred(
  async () => (await import('../features/library/jobs/job-toasts.tsx')).JobToasts,
);

/** Dependencies of {@link App}. */
export interface AppProps {
  /** Subscribes to choices in the application menu; returns an unsubscribe function. */
  readonly onMenu: (listener: (action: WindowAction) => void) => () => void;
  readonly onArrival: ArrivalsProps['onArrival'];
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
  const title = useApp((state) => {
    const head = state.activeId === null ? undefined : state.heads[state.activeId];
    // Systems keep lists of the titles of windows.
    return head?.temporary === true ? temporaryWords.title : head?.title;
  });
  useEffect(() => {
    document.title = title === undefined ? 'Parley' : `${title} – Parley`;
  }, [title]);
}

/** The error of a missing app file. It happens if the app was replaced while running. */
function partFailure(_error: Error, retry: () => void): ReactNode {
  return (
    <ToastRegion>
      <Toast onDismiss={retry}>
        A part of this window could not be loaded. Start Parley again.
      </Toast>
    </ToastRegion>
  );
}

/**
 * True from the first time the condition holds. Dialogs stay mounted so that they can return the
 * focus.
 */
function useOnce(select: (state: AppState) => boolean): boolean {
  const holds = useApp(select);
  const [held, setHeld] = useState(holds);
  if (holds && !held) setHeld(true);
  return held || holds;
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

/** The dialogs, each mounted from its first use on. */
function Dialogs(palette: PaletteProps) {
  const hadSettings = useOnce(({ dialog }) => dialog?.kind === 'settings');
  const hadLibraryDialog = useOnce(
    ({ dialog }) =>
      dialog?.kind === 'move_to_folder' ||
      dialog?.kind === 'job_report' ||
      dialog?.kind === 'trash',
  );
  const hadShortcuts = useOnce(({ dialog }) => dialog?.kind === 'shortcuts');
  const hadPalette = useOnce(({ dialog }) => dialog?.kind === 'palette');
  const hadAbout = useOnce(({ dialog }) => dialog?.kind === 'about');
  const hadWithheld = useOnce(({ jobs }) =>
    Object.values(jobs).some(
      ({ result }) => result?.kind === 'restored' && result.report.withheld !== null,
    ),
  );
  return (
    <ErrorBoundary resetKey={null} fallback={partFailure}>
      {hadSettings && <SettingsDialog />}
      {hadLibraryDialog && <LibraryDialogs />}
      {hadAbout && <AboutDialog />}
      {hadShortcuts && <ShortcutsDialog />}
      {hadPalette && <Palette {...palette} />}
      {hadWithheld && <RestoredSettings />}
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
  const [problem, setProblem] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const closeFind = useCallback(() => setFinding(false), []);
  const forgetProblem = useCallback(() => setProblem(null), []);
  const hadJob = useOnce(({ jobs }) => Object.keys(jobs).length > 0);
  const sidebar = useSidebar();
  const { toggle, show, leave } = sidebar;
  useAppearance();
  useReading();
  useTitle();
  useEffect(() => {
    if (phase !== 'starting') void controller.drawn();
    return phase === 'ready' ? warmUp() : undefined;
  }, [controller, phase]);

  const inMain = useCallback(
    (action: (typeof mainOnly)[number]) => controller.command('app.performInMain', { action }),
    [controller],
  );
  const showSidebar = useCallback(() => {
    if (alone === null) show();
    else void inMain('search');
  }, [alone, inMain, show]);

  const newConversation = useCallback(() => {
    controller.show(null);
    leave();
    focusComposer();
  }, [controller, leave]);

  const newTemporary = useCallback(async (): Promise<Result<void>> => {
    const result = await controller.startTemporary();
    if (!result.ok) return result;
    leave();
    focusComposer();
    return result;
  }, [controller, leave]);

  const newConversationIn = useCallback(
    (folder: string) => {
      controller.startIn(folder);
      leave();
      focusComposer();
    },
    [controller, leave],
  );

  const handlers = useMemo(
    () =>
      createActionHandlers({
        controller,
        newConversation,
        newTemporary,
        showSidebar,
        toggleSidebar: alone === null ? toggle : () => void inMain('toggle_sidebar'),
        openFind: () => setFinding(true),
        onProblem: setProblem,
      }),
    [controller, alone, inMain, newConversation, newTemporary, showSidebar, toggle],
  );
  useActions(handlers, onMenu);
  const onAction = useCallback(
    (id: ActionId): void => {
      if (isWindowAction(id)) handlers[id]();
      else mainActions[id]();
    },
    [handlers],
  );
  const onSearch = useCallback(
    (text: string): void => {
      showSidebar();
      searchFor(text);
    },
    [showSidebar],
  );
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
      <DropZone onProblem={setProblem} />
      <ToastRegion>
        {hadJob && <JobToasts />}
        <DeletedToast />
        {phase === 'ready' && <Arrivals onArrival={onArrival} showSidebar={show} leave={leave} />}
        {problem !== null && <Toast onDismiss={forgetProblem}>{problem}</Toast>}
      </ToastRegion>
      <TooltipLayer />
    </>
  );
}
