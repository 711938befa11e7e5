import { useEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Question } from '../../../client/controller.ts';
import { useController } from '../../../client/use-app.ts';
import type { Blocked } from '../page/page-context.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { whenBlocked } from '../room/make-room.ts';
import { isBlank, isSameDraft, messageOf } from './drafts.ts';
import type { AttachBox } from './use-attachments.ts';
import type { DraftBox } from './use-draft.ts';

/** How long the hint stays that an answer is still in progress (ms). */
const hintFor = 4000;

/**
 * How to send while an answer streams. `next`: it is queued until the answer is complete. `now`: the
 * answer is stopped.
 */
export type SendWay = 'next' | 'now';

/** `with_room`: room was made for it. `even_if_full`: the person wants it sent anyway. */
interface How {
  readonly kind: 'first' | 'with_room' | 'even_if_full';
}

/** Why the message was not sent. */
type Hint = 'busy' | 'reading';

/** Dependencies of {@link useSend}. */
export interface SendOptions {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
  readonly draft: DraftBox;
  readonly files: AttachBox;
  readonly isBusy: boolean;
}

/**
 * Sends the draft once all attachments have been read. `hint` says why it has not been sent yet.
 */
export function useSend({ conversationId, page, turns, draft, files, isBusy }: SendOptions): {
  readonly send: (way: SendWay) => Promise<void>;
  readonly hint: string | null;
} {
  const controller = useController();
  const [hint, setHint] = useState<Hint | null>(null);

  /** Enter was pressed while attachments were still being read. */
  const waiting = useRef(false);
  const onShow = useRef(conversationId);
  useEffect(() => {
    onShow.current = conversationId;
  }, [conversationId]);

  useEffect(() => {
    if (hint === null) return undefined;
    const timer = setTimeout(() => setHint(null), hintFor);
    return () => clearTimeout(timer);
  }, [hint]);
  const holds = { busy: isBusy, reading: files.pending.length > 0 };
  const shownHint = hint !== null && holds[hint] ? t(`composer.hint.${hint}`) : null;

  /** Null if the message can neither be sent nor queued. */
  const begin = (message: Question, way: SendWay): Promise<Result<void>> | null => {
    if (isBusy && way === 'now') void turns.stop(conversationId);
    const outcome = turns.send(conversationId, message);
    if (outcome !== 'busy') {
      page.follow();
      return outcome;
    }
    return conversationId !== null && isBusy ? turns.queue(conversationId, message) : null;
  };

  const dispatch = async (way: SendWay, how: How = { kind: 'first' }): Promise<void> => {
    const written = draft.read();
    if (isBlank(written)) return;
    const evenIfFull = how.kind === 'even_if_full';
    const outcome = begin({ ...messageOf(written), ...(evenIfFull ? { evenIfFull } : {}) }, way);
    if (outcome === null) {
      setHint('busy');
      return;
    }
    draft.clear();
    page.report(null);
    page.block(null);
    const result = await outcome;
    if (result.ok) return;
    draft.giveBack(conversationId, written);
    const { error } = result;
    const again: Blocked['again'] = ({ evenIfFull: isForced }) => {
      // The person may have gone on writing, or elsewhere.
      if (onShow.current !== conversationId || !isSameDraft(draft.read(), written)) return;
      void dispatch(way, { kind: isForced ? 'even_if_full' : 'with_room' });
    };
    const blocked = { conversationId, error, again };
    if (!whenBlocked(controller, page, blocked, how.kind === 'with_room')) page.report(error);
  };

  /**
   * Sends once everything is read, if the conversation is still on show and everything was
   * attached.
   */
  const dispatchWhenRead = async (way: SendWay): Promise<void> => {
    setHint('reading');
    if (waiting.current) return;
    waiting.current = true;
    const isWhole = await files.settled();
    waiting.current = false;
    setHint(null);
    if (isWhole && onShow.current === conversationId) await dispatch(way);
  };

  const send = (way: SendWay): Promise<void> =>
    files.pending.length > 0 ? dispatchWhenRead(way) : dispatch(way);

  return { send, hint: shownHint };
}
