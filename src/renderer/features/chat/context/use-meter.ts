import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ContextMeter } from '../../../../shared/model/context/meter.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { draftsOf, isBlank } from '../composer/drafts.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { Turns } from '../page/turns.ts';

/** How long nothing must change before main is asked (ms). */
const quietMs = 500;

/**
 * What the next request takes; null until main has said, and on a page without conversation and
 * text. Main is asked some time after the last change, and not while an answer streams.
 */
export function useMeter(conversationId: Id | null, turns: Turns): ContextMeter | null {
  const controller = useController();
  const drafts = draftsOf(controller);
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.of(conversationId));
  const own = useOwnValues(conversationId, turns);
  const settings = useApp((state) => state.settings);
  const isBusy = useApp((state) => conversationId !== null && state.streaming.has(conversationId));
  /** Edited answers and checkpoints change the request, too. */
  const messages = useApp((state) => {
    const open = conversationId === null ? undefined : state.open[conversationId];
    return open?.kind === 'ready' ? open.messages : null;
  });
  const [meter, setMeter] = useState<ContextMeter | null>(null);
  const hasNothing = conversationId === null && isBlank(draft);
  useEffect(() => {
    // The draft, the instructions and the model's window are part of what main weighs.
    const isEmpty = conversationId === null ? isBlank(draft) : messages === null;
    if (isBusy || isEmpty || settings === null) return undefined;
    let isCurrent = true;
    const { systemPrompt, providerId, model, tools, assistant, limits = {} } = own;
    const input = {
      conversationId,
      own: {
        systemPrompt: conversationId === null ? systemPrompt : null,
        providerId,
        model,
        tools: tools === undefined ? null : { on: [...tools.on], off: [...tools.off] },
        assistantId: conversationId === null ? (assistant?.id ?? null) : null,
        limits,
      },
    };
    const timer = setTimeout(() => {
      void controller.command('context.meter', input).then((result) => {
        if (isCurrent && result.ok) setMeter(result.value);
      });
    }, quietMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [controller, conversationId, own, settings, draft, isBusy, messages]);
  return hasNothing ? null : meter;
}
