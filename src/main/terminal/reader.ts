import { t } from '../../shared/language/translate.ts';
import type { ChatStep, ToolProgress } from '../../shared/model/chat-event.ts';
import { joinedText, resultText } from '../../shared/model/conversation-views.ts';
import type { Part, Usage } from '../../shared/model/conversation.ts';
import { newsWords } from '../../shared/words/news-words.ts';
import { createAnswer } from '../turns/answer.ts';
import type { CallPart } from '../turns/calls/tool-runner.ts';
import { createTextBreaks } from '../turns/text-breaks.ts';
import type { Terminal } from '../wire/protocol.ts';

/** How a turn ended, with its token usage if the server reported it. */
export interface TurnEnd {
  readonly step: Terminal;
  readonly usage: Usage | null;
}

/**
 * Receives the pieces of an answer as they arrive. A `remark` is about the answer rather than part
 * of it, for example about a picture that a terminal cannot show.
 */
export type OnPiece = (kind: 'text' | 'reasoning' | 'remark', text: string) => Promise<void>;

/** What happened to a call of a tool. */
export type CallNews =
  | { readonly kind: 'state' }
  | { readonly kind: 'progress'; readonly progress: ToolProgress }
  | { readonly kind: 'result'; readonly text: string };

/** Receives an answer as it arrives. */
export interface AnswerListener {
  readonly onPiece: OnPiece;
  /** `call` is the call as it is now. */
  readonly onCall: (call: CallPart, news: CallNews) => void;
}

function endOfText(parts: readonly Part[], length: number): string {
  return joinedText(parts).slice(-length);
}

function callIn(parts: readonly Part[], callId: string): CallPart | undefined {
  return parts
    .filter((part) => part.kind === 'tool_call')
    .findLast((call) => call.callId === callId);
}

/** Reads the steps of one answer. */
export interface AnswerReader {
  readonly read: (step: ChatStep) => Promise<void>;
  /** How the answer ended; null until then. */
  readonly end: () => TurnEnd | null;
}

/**
 * Creates a reader that passes on the steps of an answer as pieces, and remembers how it ended.
 * `before`: the parts of an answer that is continued.
 */
export function createReader(
  before: readonly Part[],
  { onPiece, onCall }: AnswerListener,
): AnswerReader {
  const growing = createAnswer(before);
  const apart = createTextBreaks();
  let usage: Usage | null = null;
  let end: Terminal | null = null;
  let hasWaited = false;

  const tell = (callId: string, news: CallNews): void => {
    const call = callIn(growing.parts(), callId);
    if (call !== undefined) onCall(call, news);
  };

  async function read(step: ChatStep): Promise<void> {
    growing.push(step);
    const text = apart(step);
    switch (step.kind) {
      case 'delta':
        if (text !== null && text !== '') await onPiece('text', text);
        return;
      case 'reasoning':
        return onPiece('reasoning', step.text);
      case 'moved':
        // Printed text stays. Text that turned out to be the answer is printed again.
        return step.from === 'text'
          ? onPiece('remark', t('terminal.was_reasoning'))
          : onPiece('text', endOfText(growing.parts(), step.length));
      case 'usage':
        usage = step.usage;
        return;
      case 'waiting':
        if (!hasWaited) await onPiece('remark', t('terminal.loading'));
        hasWaited = true;
        return;
      case 'news':
        return onPiece('remark', newsWords(step.news));
      case 'tool_state':
        tell(step.callId, { kind: 'state' });
        return;
      case 'tool_progress':
        tell(step.callId, { kind: 'progress', progress: step.progress });
        return;
      case 'tool_result':
        tell(step.callId, { kind: 'result', text: resultText(step.content) });
        return;
      case 'finished':
      case 'failed':
      case 'stopped':
        end = step;
        return;
      case 'started':
      case 'picture':
      case 'tool':
      case 'citation':
        return;
    }
  }

  return { read, end: () => (end === null ? null : { step: end, usage }) };
}
