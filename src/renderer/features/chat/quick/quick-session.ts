import { createContext, use } from 'react';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import type { QuickNews } from '../../../../shared/model/desktop/quick.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Controller } from '../../../client/controller.ts';
import { focusComposer } from '../../../common/focus.ts';
import { draftsOf, isBlank } from '../composer/drafts.ts';
import { createValue, type Value } from '../page/value.ts';

/** What the person does in the quick window, from one time it is shown to the next. */
export interface QuickSession {
  /** Changes whenever the page begins anew, with nothing of before. */
  readonly round: Value<number>;
  /** Begins anew and stays. */
  readonly fresh: () => void;
  /** Begins anew and hides the window once nothing of before is in it. */
  readonly leave: () => Promise<void>;
  /** One step back: clears what is typed, or leaves. A streaming answer is stopped by the page. */
  readonly back: () => void;
  /** Shows the conversation of the last time again; false if there is none, or none any more. */
  readonly again: () => boolean;
  /** True if nothing is typed and no conversation is on show. */
  readonly isFresh: () => boolean;
  readonly onNews: (news: QuickNews) => void;
  readonly copyAnswer: () => Promise<Result<void>>;
  /** Leads to the conversation in the main window. */
  readonly openInMain: () => void;
}

/** The most frames to wait for the page to be blank. */
const maxFrames = 20;

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    // A hidden window gets no frames.
    const timer = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Resolves once nothing of a conversation has been painted for a frame. */
async function untilBlank(): Promise<void> {
  for (let frames = 0; frames < maxFrames; frames += 1) {
    if (document.querySelector('[data-message-id]') === null) break;
    await nextFrame();
  }
  await nextFrame();
  await nextFrame();
}

/** Makes the session of a quick window. */
export function createQuickSession(controller: Controller): QuickSession {
  const { store } = controller;
  const drafts = draftsOf(controller);
  const round = createValue(0);
  /** `isSeen`: its head came to this page, and is gone if the conversation is deleted. */
  let last: { readonly id: Id; readonly isSeen: boolean } | null = null;
  let leaving: Promise<void> | null = null;
  /** The time that the window was last shown. */
  let visit = 0;

  const isTyped = (): boolean => !isBlank(drafts.of(store.getState().activeId));
  const isStreaming = (): boolean => {
    const { activeId, streaming } = store.getState();
    return activeId !== null && streaming.has(activeId);
  };
  const fresh = (): void => {
    const { activeId } = store.getState();
    if (activeId !== null) last = { id: activeId, isSeen: true };
    drafts.clear(null);
    controller.show(null);
    round.set(round.get() + 1);
  };
  const goAway = async (): Promise<void> => {
    const of = visit;
    fresh();
    await untilBlank();
    leaving = null;
    await controller.command('quick.left', { visit: of, last: last?.id ?? null });
  };
  const leave = (): Promise<void> => (leaving ??= goAway());

  return {
    round,
    fresh,
    leave,
    back() {
      if (isStreaming()) return;
      if (isTyped()) drafts.clear(store.getState().activeId);
      else void leave();
    },
    again() {
      if (last === null || (last.isSeen && store.getState().heads[last.id] === undefined)) {
        return false;
      }
      controller.show(last.id);
      return true;
    },
    isFresh: () => store.getState().activeId === null && !isTyped(),
    onNews(news) {
      ({ visit } = news);
      switch (news.kind) {
        case 'shown':
          last = news.last === null ? null : { id: news.last, isSeen: false };
          focusComposer();
          break;
        case 'leave':
          void leave();
          break;
        case 'blurred':
          if (!isTyped() && !isStreaming()) void leave();
          break;
      }
    },
    copyAnswer() {
      const { activeId, heads, open } = store.getState();
      const opened = activeId === null ? undefined : open[activeId];
      const leafId = activeId === null ? null : (heads[activeId]?.leafId ?? null);
      const leaf =
        opened?.kind === 'ready' && leafId !== null ? opened.messages[leafId] : undefined;
      return controller.command('app.copy', { text: leaf === undefined ? '' : textOf(leaf) });
    },
    openInMain() {
      const { activeId } = store.getState();
      if (activeId === null) return;
      const place = { conversationId: activeId, messageId: null };
      void controller.command('app.showInMain', { kind: 'place', ...place });
      void leave();
    },
  };
}

/** Provided by the quick window. */
export const QuickSessionContext = createContext<QuickSession | null>(null);

/** Returns the session of the quick window. Throws outside of one. */
export function useQuickSession(): QuickSession {
  const session = use(QuickSessionContext);
  if (session === null) throw new Error('QuickSessionContext is missing');
  return session;
}
