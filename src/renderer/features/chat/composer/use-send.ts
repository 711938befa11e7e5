import { useEffect, useRef, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { isBlank, messageOf } from './drafts.ts';
import type { AttachBox } from './use-attachments.ts';
import type { DraftBox } from './use-draft.ts';

/** How long the hint stays that an answer is still in progress (ms). */
const hintFor = 4000;

/** Why the message was not sent. */
type Hint = 'busy' | 'reading';

const hints: Readonly<Record<Hint, string>> = {
  busy: 'Still answering. Your text stays here until you send it.',
  reading: 'Reading what you attached. It is sent as soon as that is done.',
};

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
  readonly send: () => Promise<void>;
  readonly hint: string | null;
} {
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
  const shownHint = hint !== null && holds[hint] ? hints[hint] : null;

  const dispatch = async (): Promise<void> => {
    const written = draft.read();
    if (isBlank(written)) return;
    const outcome = turns.send(conversationId, messageOf(written));
    if (outcome === 'busy') {
      setHint('busy');
      return;
    }
    draft.clear();
    page.report(null);
    page.follow();
    const result = await outcome;
    if (result.ok) return;
    page.report(result.error);
    draft.giveBack(conversationId, written);
  };

  /**
   * Sends once everything is read, if the conversation is still on show and everything was
   * attached.
   */
  const dispatchWhenRead = async (): Promise<void> => {
    setHint('reading');
    if (waiting.current) return;
    waiting.current = true;
    const isWhole = await files.settled();
    waiting.current = false;
    setHint(null);
    if (isWhole && onShow.current === conversationId) await dispatch();
  };

  const send = (): Promise<void> => (files.pending.length > 0 ? dispatchWhenRead() : dispatch());

  return { send, hint: shownHint };
}
