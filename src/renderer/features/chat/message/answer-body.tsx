import { useState } from 'react';
import { memo } from '../../../language/memo.ts';
import { t } from '../../../../shared/language/translate.ts';
import { streamedText } from '../../../../shared/model/conversation-views.ts';
import type { Wait } from '../../../../shared/model/chat-event.ts';
import type { Id, Message, Part } from '../../../../shared/model/conversation.ts';
import { appendText, wholeText, type TextLog } from '../../../../shared/model/text-log.ts';
import { Markdown, StreamingMarkdown } from '../../../markdown/index.ts';
import { useApp } from '../../../client/use-app.ts';
import type { AppState, LiveAnswer as Live } from '../../../state/app-state.ts';
import { useConversationId } from '../page/page-context.ts';
import { answerBlocks, type AnswerBlock } from './answer-blocks.ts';
import { Files, Pictures } from './parts.tsx';
import { Reasoning } from './reasoning.tsx';
import { Cited, CitedText } from '../tools/cited.tsx';
import type { NumberedSources } from './source-numbers.ts';
import { LoneResult, ToolCall } from '../tools/deferred-call.tsx';
import { formatSeconds } from '../../../../shared/words/duration-words.ts';
import { useElapsed } from './use-elapsed.ts';
import styles from './message.module.css';

/** The waiting time is shown after this many seconds. */
const tellAfter = 3;
/** Reasoning shorter than this may turn out to be blank (UTF-16 code units). */
const shortReasoning = 64;
/** An answer created longer ago than this is being continued (ms). */
const freshFor = 600_000;

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** An answer that was complete when it came into view. */
export function FinishedAnswer({ message }: { readonly message: Message }) {
  const blocks = answerBlocks(message.parts);
  const numbered = sourcesIn(blocks);
  const shown = blocks.map((block) => {
    const part = message.parts[block.index];
    const text = part === undefined ? null : streamedText(part);
    const key = `${block.kind}-${String(block.index)}`;
    switch (block.kind) {
      case 'text':
        if (text === null || isBlank(text)) return null;
        return numbered === null ? (
          <Markdown key={key} text={text} />
        ) : (
          <CitedText key={key} index={block.index}>
            <Markdown text={text} />
          </CitedText>
        );
      case 'reasoning':
        return text === null || isBlank(text) ? null : (
          <Reasoning
            key={key}
            log={appendText(null, text)}
            isThinking={false}
            durationMs={block.part.durationMs}
          />
        );
      case 'call':
        return (
          <ToolCall
            key={key}
            call={block.call}
            log={appendText(null, text ?? '')}
            results={block.results}
          />
        );
      case 'pictures':
      case 'files':
      case 'result':
        return <WholeBlock key={key} block={block} />;
      case 'sources':
        return null;
    }
  });
  return numbered === null ? shown : <Cited numbered={numbered}>{shown}</Cited>;
}

function sourcesIn(blocks: readonly AnswerBlock[]): NumberedSources | null {
  const last = blocks.at(-1);
  return last?.kind === 'sources' ? last.numbered : null;
}

/** A block that arrived whole. */
function WholeBlock({
  block,
}: {
  readonly block: Extract<AnswerBlock, { kind: 'pictures' | 'files' | 'result' }>;
}) {
  switch (block.kind) {
    case 'pictures':
      return <Pictures pictures={block.pictures} />;
    case 'files':
      return <Files files={block.files} />;
    case 'result':
      return <LoneResult result={block.result} />;
  }
}

/**
 * Start of the wait for a turn (ms since the epoch). A new answer was created then; a continued one
 * was not, so its wait starts now.
 */
function waitingSince(message: Message): number {
  const made = Date.parse(message.createdAt);
  const isNew = message.parts.length === 0 && Date.now() - made < freshFor;
  return isNew ? made : Date.now();
}

/** Counts down to the next attempt while the server loads its model. */
function LoadingModel({ wait }: { readonly wait: Wait }) {
  const [since] = useState(() => Date.now());
  const elapsed = useElapsed(since, true);
  const left = Math.ceil((wait.retryAt - since) / 1000) - elapsed;
  return (
    <>
      <span role="status">{t('answer.loading_model')}</span>
      <span>
        {left > 0
          ? t('answer.asks_again_in', { time: formatSeconds(left) })
          : t('answer.asks_again')}
      </span>
    </>
  );
}

/** A still waiting indicator until the model's first word. */
function Waiting({ message, wait }: { readonly message: Message; readonly wait: Wait | null }) {
  const [since] = useState(() => waitingSince(message));
  const elapsed = useElapsed(since, true, 'fewer');
  return (
    <div className={styles.waiting}>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span className="visually-hidden">{t('answer.waiting')}</span>
      {wait !== null ? (
        <LoadingModel key={wait.retryAt} wait={wait} />
      ) : (
        elapsed >= tellAfter && (
          <span>{t('answer.waiting_for', { time: formatSeconds(elapsed) })}</span>
        )
      )}
    </div>
  );
}

function nextLog(held: TextLog | null, live: TextLog | null | undefined, saved: string) {
  if (live !== undefined) return live;
  // The pieces of a finished answer would be kept beside its text.
  const isOnePiece = held?.piece.length === saved.length;
  return isOnePiece ? held : appendText(null, saved);
}

/** The log of a part: the growing one while live, afterwards the saved text in one piece. */
function useHeldLog(live: TextLog | null | undefined, saved: string): TextLog | null {
  const [held, setHeld] = useState<TextLog | null>(null);
  const log = nextLog(held, live, saved);
  if (log !== held) setHeld(log);
  return log;
}

function liveIn(state: AppState, conversationId: Id, messageId: Id): Live | null {
  const open = state.open[conversationId];
  if (open?.kind !== 'ready') return null;
  return open.live.find((live) => live.messageId === messageId) ?? null;
}

/** The parts of a growing answer without their streamed content; null if it is not growing. */
function useLiveParts(message: Message): readonly Part[] | null {
  const conversationId = useConversationId();
  const [select] = useState(() => {
    let known: readonly Part[] = [];
    return (live: Live | null): readonly Part[] | null => {
      if (live === null) return null;
      const { parts } = live;
      const isKnown =
        parts.length === known.length && parts.every(({ part }, index) => part === known[index]);
      if (!isKnown) known = parts.map(({ part }) => part);
      return known;
    };
  });
  return useApp((state) => select(liveIn(state, conversationId, message.id)));
}

interface GrowingProps {
  readonly message: Message;
  /** The number of the part. */
  readonly index: number;
}

/** The streamed content of one part. Only the view of that part renders when it grows. */
function usePartLog({ message, index }: GrowingProps): TextLog | null {
  const conversationId = useConversationId();
  const live = useApp((state) => {
    const answer = liveIn(state, conversationId, message.id);
    return answer === null ? undefined : (answer.parts[index]?.log ?? null);
  });
  const part = message.parts[index];
  return useHeldLog(live, part === undefined ? '' : (streamedText(part) ?? ''));
}

const GrowingText = memo(function GrowingText(props: GrowingProps) {
  const log = usePartLog(props);
  if (log === null) return null;
  return <StreamingMarkdown log={log} done={props.message.status !== 'streaming'} />;
});

const GrowingReasoning = memo(function GrowingReasoning({
  isThinking,
  durationMs,
  ...props
}: GrowingProps & { readonly isThinking: boolean; readonly durationMs: number | undefined }) {
  const log = usePartLog(props);
  const isShort = log === null || log.length < shortReasoning;
  if (isShort && isBlank(wholeText(log))) return null;
  return <Reasoning log={log} isThinking={isThinking} durationMs={durationMs} />;
});

function GrowingCall({
  block,
  ...props
}: GrowingProps & { readonly block: Extract<AnswerBlock, { kind: 'call' }> }) {
  const log = usePartLog(props);
  const conversationId = useConversationId();
  const { call, results } = block;
  const messageId = props.message.id;
  const progress = useApp(
    (state) => liveIn(state, conversationId, messageId)?.progress[call.callId],
  );
  return <ToolCall call={call} log={log} progress={progress} results={results} />;
}

/**
 * An answer that is growing, or grew in this view. It renders when a part starts or changes; only
 * the view of a part reads its growing text.
 */
export function LiveAnswer({ message }: { readonly message: Message }) {
  const conversationId = useConversationId();
  const liveParts = useLiveParts(message);
  const hasBegun = useApp((state) => liveIn(state, conversationId, message.id)?.hasBegun ?? false);
  const turn = useApp((state) => liveIn(state, conversationId, message.id)?.turn);
  const wait = useApp((state) => liveIn(state, conversationId, message.id)?.wait ?? null);
  const isStreaming = message.status === 'streaming';
  const blocks = answerBlocks(liveParts ?? message.parts);
  return (
    <>
      <Cited numbered={sourcesIn(blocks)}>
        {blocks.map((block) => {
          const { index } = block;
          // Parts are only appended, so their index is their identity.
          const key = `${block.kind}-${String(index)}`;
          switch (block.kind) {
            case 'text':
              return (
                <CitedText key={key} index={index}>
                  <GrowingText message={message} index={index} />
                </CitedText>
              );
            case 'reasoning':
              return (
                <GrowingReasoning
                  key={key}
                  message={message}
                  index={index}
                  isThinking={isStreaming && block.isLast}
                  durationMs={block.part.durationMs}
                />
              );
            case 'call':
              return <GrowingCall key={key} message={message} index={index} block={block} />;
            case 'pictures':
            case 'files':
            case 'result':
              return <WholeBlock key={key} block={block} />;
            case 'sources':
              return null;
          }
        })}
      </Cited>
      {isStreaming && !hasBegun && <Waiting key={turn} message={message} wait={wait} />}
    </>
  );
}
