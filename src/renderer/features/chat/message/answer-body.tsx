import { useState } from 'react';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import type { Wait } from '../../../../shared/model/chat-event.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import { appendText, grownTo, type TextLog } from '../../../../shared/model/text-log.ts';
import { Markdown, StreamingMarkdown } from '../../../markdown/index.ts';
import { useApp } from '../../../client/use-app.ts';
import { useConversationId } from '../page/page-context.ts';
import { MessageParts } from './parts.tsx';
import { Reasoning } from './reasoning.tsx';
import { formatSeconds, useElapsed } from './use-elapsed.ts';
import styles from './message.module.css';

/** The waiting time is told from here on; seconds. */
const tellAfter = 3;
/** An answer made longer ago than this is continued, not new; ms. */
const freshFor = 600_000;

function joinedReasoning(message: Message): string {
  return message.parts.map((part) => (part.kind === 'reasoning' ? part.text : '')).join('');
}

function reasoningDuration(message: Message): number | undefined {
  for (const part of message.parts) {
    if (part.kind === 'reasoning' && part.durationMs !== undefined) return part.durationMs;
  }
  return undefined;
}

/** An answer that was complete when it came into view. */
export function FinishedAnswer({ message }: { readonly message: Message }) {
  const reasoning = joinedReasoning(message);
  const text = textOf(message);
  return (
    <>
      {reasoning !== '' && (
        <Reasoning
          log={appendText(null, reasoning)}
          isThinking={false}
          durationMs={reasoningDuration(message)}
        />
      )}
      {text !== '' && <Markdown text={text} />}
      <MessageParts parts={message.parts} />
    </>
  );
}

/** When the wait for a turn began, ms since the epoch: a new answer was made then, a continued one was not. */
function waitingSince(message: Message): number {
  const made = Date.parse(message.createdAt);
  const isNew = message.parts.length === 0 && Date.now() - made < freshFor;
  return isNew ? made : Date.now();
}

/** Counts down to the moment at which a server that loads its model is asked again. */
function LoadingModel({ wait }: { readonly wait: Wait }) {
  const [since] = useState(() => Date.now());
  const elapsed = useElapsed(since, true);
  const left = Math.ceil((wait.retryAt - since) / 1000) - elapsed;
  return (
    <>
      <span role="status">The server is loading the model.</span>
      <span>{left > 0 ? `Asking again in ${formatSeconds(left)}` : 'Asking again'}</span>
    </>
  );
}

/** Still sign of life until the model says its first word. */
function Waiting({ message, wait }: { readonly message: Message; readonly wait: Wait | null }) {
  const [since] = useState(() => waitingSince(message));
  const elapsed = useElapsed(since, true);
  return (
    <div className={styles.waiting}>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span className="visually-hidden">Waiting for the answer</span>
      {wait !== null ? (
        <LoadingModel key={wait.retryAt} wait={wait} />
      ) : (
        elapsed >= tellAfter && <span>Waiting for {formatSeconds(elapsed)}</span>
      )}
    </div>
  );
}

function nextLog(held: TextLog | null, live: TextLog | null | undefined, saved: string) {
  if (live !== undefined) return live;
  return (held?.length ?? 0) === saved.length ? held : grownTo(held, saved);
}

/** The log of a kind of text: while live the one that grows, after that its continuation to the saved text. */
function useHeldLog(live: TextLog | null | undefined, saved: string): TextLog | null {
  const [held, setHeld] = useState<TextLog | null>(null);
  const log = nextLog(held, live, saved);
  if (log !== held) setHeld(log);
  return log;
}

/**
 * An answer that grows, or did so in this view. The only part of the window that looks at the growing
 * text, and so the only one that renders for it.
 */
export function LiveAnswer({ message }: { readonly message: Message }) {
  const conversationId = useConversationId();
  const live = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' && open.live?.messageId === message.id ? open.live : null;
  });
  const isStreaming = message.status === 'streaming';
  const text = useHeldLog(live?.text, textOf(message));
  const reasoning = useHeldLog(live?.reasoning, joinedReasoning(message));
  const isThinking = isStreaming && text === null && reasoning !== null;
  const isWaiting = isStreaming && (live === null || !live.hasBegun);
  return (
    <>
      {reasoning !== null && (
        <Reasoning
          log={reasoning}
          isThinking={isThinking}
          durationMs={reasoningDuration(message)}
        />
      )}
      {text !== null && <StreamingMarkdown log={text} done={!isStreaming} />}
      <MessageParts parts={message.parts} />
      {isWaiting && <Waiting key={live?.turn} message={message} wait={live?.wait ?? null} />}
    </>
  );
}
