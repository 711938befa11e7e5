import { useEffect, useState } from 'react';
import { isQuickAction, type QuickAction, type WindowAction } from '../../../shared/actions.ts';
import type { Events } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/language/translate.ts';
import type { Controller } from '../../client/controller.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { onWindowAction } from '../../client/window-actions.ts';
import { useReading } from '../../common/use-reading.ts';
import { ConversationPage } from '../../features/chat/page/conversation-page.tsx';
import {
  ExtraButtonsContext,
  type ExtraButtonsProps,
} from '../../features/chat/composer/extra-buttons.ts';
import { useValue } from '../../features/chat/page/value.ts';
import { ContextButtons } from '../../features/chat/quick/context-buttons.tsx';
import { QuickEmpty } from '../../features/chat/quick/quick-empty.tsx';
import { QuickHeader } from '../../features/chat/quick/quick-header.tsx';
import {
  createQuickSession,
  QuickSessionContext,
  type QuickSession,
} from '../../features/chat/quick/quick-session.ts';
import { ConversationFault } from '../../features/status/conversation-fault.tsx';
import { StartFailure } from '../../features/status/start-failure.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { TooltipLayer } from '../../ui/tooltip.tsx';
import { useAppearance } from '../use-appearance.ts';
import styles from './quick-app.module.css';

/** Dependencies of {@link QuickApp}. */
export interface QuickAppProps {
  /** Subscribes to what main tells the quick window; returns an unsubscribe function. */
  readonly onQuick: (listener: (news: Events['quick']) => void) => () => void;
  /** Subscribes to choices in the application menu; returns an unsubscribe function. */
  readonly onMenu: (listener: (action: Events['menu']) => void) => () => void;
}

const contextButtons = (props: ExtraButtonsProps) => <ContextButtons {...props} />;

/** Layers that Esc closes before it is the window's. */
const layers = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Takes the keys of the window that no part of the page has taken. */
function takeKey(session: QuickSession, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === 'Escape' && document.querySelector(layers) === null) session.back();
  else if (event.key === 'ArrowUp' && session.isFresh() && session.again()) event.preventDefault();
}

/** Makes the handler of each action that the window has. */
function quickHandlers(
  session: QuickSession,
  controller: Controller,
): Readonly<Record<QuickAction, () => void>> {
  return {
    new_conversation: session.fresh,
    quick_ask: () => void session.leave(),
    open_settings: () => controller.setDialog({ kind: 'settings', section: 'providers' }),
    // Changes of data are taken back in the other windows, which can say what they were.
    undo: () => void document.execCommand('undo'),
    redo: () => void document.execCommand('redo'),
  };
}

/** The quick window: one conversation, in a small frame. */
export function QuickApp({ onQuick, onMenu }: QuickAppProps) {
  const controller = useController();
  const [session] = useState(() => createQuickSession(controller));
  const phase = useApp((state) => state.phase);
  const round = useValue(session.round);
  useAppearance();
  useReading();
  const title = t('quick.title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (phase !== 'starting') void controller.drawn();
  }, [controller, phase]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => takeKey(session, event);
    document.addEventListener('keydown', onKeyDown);
    const stopNews = onQuick(session.onNews);
    const handlers = quickHandlers(session, controller);
    const run = (action: WindowAction): void => {
      if (isQuickAction(action)) handlers[action]();
    };
    const stopMenu = onMenu(run);
    const stopViews = onWindowAction(run);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      stopNews();
      stopMenu();
      stopViews();
    };
  }, [session, controller, onQuick, onMenu]);

  if (phase === 'failed') return <StartFailure onRetry={() => window.location.reload()} />;
  return (
    <QuickSessionContext value={session}>
      <main className={styles.frame}>
        {phase === 'ready' && (
          <ErrorBoundary
            resetKey={String(round)}
            fallback={(error, retry) => <ConversationFault error={error} onRetry={retry} />}
          >
            <ExtraButtonsContext value={contextButtons}>
              <ConversationPage key={round} header={QuickHeader} empty={QuickEmpty} />
            </ExtraButtonsContext>
          </ErrorBoundary>
        )}
      </main>
      <TooltipLayer />
    </QuickSessionContext>
  );
}
