import { useRef, useState } from 'react';
import { textOf } from '../../../shared/conversation-views.ts';
import type { Message } from '../../../shared/conversation.ts';
import { appendText, wholeText, type TextLog } from '../../../shared/text-log.ts';
import { Markdown, StreamingMarkdown } from '../../markdown/index.ts';
import type { LiveAnswer as LiveState } from '../../state/app-state.ts';
import { useApp } from '../../use-app.ts';
import { useConversationId } from './page-context.ts';
import { PartChips } from './parts.tsx';
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
          since={0}
          durationMs={reasoningDuration(message)}
        />
      )}
      <PartChips parts={message.parts} />
      {text !== '' && <Markdown text={text} />}
    </>
  );
}

/** Still sign of life until the model says its first word. */
function Waiting({ since }: { readonly since: number }) {
  const elapsed = useElapsed(since, true);
  return (
    <div className={styles.waiting} role="img" aria-label="Waiting for the answer">
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {elapsed >= tellAfter && <span>Waiting for {formatSeconds(elapsed)}</span>}
    </div>
  );
}

/** The log of a kind of text: while live the one that grows, after that its continuation to the saved text. */
function useHeldLog(live: TextLog | null | undefined, saved: string): TextLog | null {
  const held = useRef<TextLog | null>(null);
  if (live !== undefined) held.current = live;
  else if ((held.current?.length ?? 0) !== saved.length) {
    const grows = saved.startsWith(wholeText(held.current));
    held.current = grows
      ? appendText(held.current, saved.slice(held.current?.length ?? 0))
      : appendText(null, saved);
  }
  return held.current;
}

/** When the wait for this turn began; ms since the epoch. */
function useTurnStart(message: Message, live: LiveState | null): number {
  const turn = live?.turn;
  const [start, setStart] = useState<{ turn: number | undefined; at: number } | null>(null);
  if (start === null || (turn !== undefined && start.turn !== undefined && start.turn !== turn)) {
    const made = Date.parse(message.createdAt);
    const isNew = start === null && message.parts.length === 0 && Date.now() - made < freshFor;
    setStart({ turn, at: isNew ? made : Date.now() });
  } else if (turn !== undefined && start.turn === undefined) {
    setStart({ turn, at: start.at });
  }
  return start?.at ?? Date.now();
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
  const since = useTurnStart(message, live);
  const isThinking = isStreaming && text === null && reasoning !== null;
  const isWaiting = isStreaming && (live === null || !live.hasBegun);
  const thought = useThinkingTime(isThinking, reasoningDuration(message));
  return (
    <>
      {reasoning !== null && (
        <Reasoning
          log={reasoning}
          isThinking={isThinking}
          since={thought.since}
          durationMs={thought.durationMs}
        />
      )}
      <PartChips parts={message.parts} />
      {text !== null && <StreamingMarkdown log={text} done={!isStreaming} />}
      {isWaiting && <Waiting since={since} />}
    </>
  );
}

/** Counts thinking while it goes on; main's own figure replaces it when the answer has ended. */
function useThinkingTime(
  isThinking: boolean,
  known: number | undefined,
): { readonly since: number; readonly durationMs: number | undefined } {
  const [time, setTime] = useState<{ since: number; durationMs: number | undefined }>({
    since: 0,
    durationMs: undefined,
  });
  if (isThinking && time.since === 0) setTime({ since: Date.now(), durationMs: undefined });
  if (!isThinking && time.since !== 0 && time.durationMs === undefined) {
    setTime({ since: time.since, durationMs: Date.now() - time.since });
  }
  return { since: time.since, durationMs: known ?? time.durationMs };
}
