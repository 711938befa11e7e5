import type { ChatStep } from '../../shared/model/chat-event.ts';
import {
  joinedText,
  textOf,
  type Message,
  type Part,
  type Usage,
} from '../../shared/model/conversation.ts';
import { createAnswer } from '../turns/answer.ts';
import { createTextBreaks } from '../turns/text-breaks.ts';
import type { ProviderConnection } from '../wire/ports.ts';
import { buildMessages } from '../wire/chat-completions/request.ts';
import { runTurn } from '../wire/chat-completions/turn.ts';
import { newId } from '../conversations/id.ts';

/** A stream without a byte for so long has failed; ms, as in the window's settings. */
const idleTimeoutMs = 120_000;

/** How a turn ended, with the tokens it took if the server counted them. */
export interface TurnEnd {
  readonly step: Extract<ChatStep, { kind: 'finished' | 'failed' | 'stopped' }>;
  readonly usage: Usage | null;
}

/**
 * Takes the pieces of an answer as they arrive. `remark`: what is to be said of it beside its words,
 * such as a picture that a terminal cannot show.
 */
export type OnPiece = (kind: 'text' | 'reasoning' | 'remark', text: string) => Promise<void>;

/** Asks the model; resolves when its answer has ended, whatever the outcome. */
export type Turn = (signal: AbortSignal, onPiece: OnPiece) => Promise<TurnEnd>;

/** One conversation, held in memory. Turns are run one after the other. */
export interface TerminalConversation {
  /** The turn that answers a new question. */
  ask(question: string): Turn;
  /** The turn that goes on with the last answer; null unless that stopped short. */
  continueAnswer(): Turn | null;
  /** The turn that answers the last question again; null when there is none. */
  askAgain(): Turn | null;
  /** True when the last answer has text and did not come to its own end. */
  canContinue(): boolean;
  clear(): void;
}

function newMessage(role: Message['role'], parent: Message | undefined, text: string): Message {
  return {
    id: newId(),
    parentId: parent?.id ?? null,
    role,
    parts: text === '' ? [] : [{ kind: 'text', text }],
    status: role === 'user' ? 'complete' : 'streaming',
    createdAt: new Date().toISOString(),
  };
}

function statusOf(step: TurnEnd['step']): Message['status'] {
  switch (step.kind) {
    case 'finished':
      return step.finishReason === 'length' ? 'truncated' : 'complete';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return 'interrupted';
  }
}

const loadingRemark =
  'The server is still loading the model. It is asked again by itself; press Ctrl+C to stop.';

function endOfText(parts: readonly Part[], length: number): string {
  return joinedText(parts).slice(-length);
}

function pictureRemark(url: string): string {
  const type = /^data:([\w.+/-]{1,80})/.exec(url.slice(0, 100))?.[1] ?? 'image';
  return `The model sent a picture (${type}), which a terminal cannot show. Ask in the window to see and keep it.`;
}

/** Starts an empty conversation with a model. */
export function createConversation(
  connection: ProviderConnection,
  model: string,
  systemPrompt: string,
): TerminalConversation {
  let path: readonly Message[] = [];
  let startsThinking = false;

  const lastAnswer = (): Message | null => {
    const last = path.at(-1);
    return last?.role === 'assistant' ? last : null;
  };

  async function run(
    answer: Message,
    before: readonly Message[],
    signal: AbortSignal,
    onPiece: OnPiece,
  ): Promise<TurnEnd> {
    const continues = answer.parts.length > 0;
    const growing = createAnswer(answer.parts);
    const keep = (status: Message['status']): void => {
      path = [...before, { ...answer, parts: growing.parts(), status }];
    };
    const steps = runTurn({
      connection,
      model,
      messages: buildMessages(continues ? [...before, answer] : before, systemPrompt, {
        continueAnswer: continues,
      }),
      signal,
      idleTimeoutMs,
      continuesAnswer: continues,
      startsThinking: !continues && startsThinking,
      onBeganThinking: (began) => {
        startsThinking = began;
      },
    });
    const apart = createTextBreaks();
    let usage: Usage | null = null;
    let hasWaited = false;
    for await (const step of steps) {
      growing.push(step);
      const text = apart(step);
      switch (step.kind) {
        case 'delta':
          if (text !== null && text !== '') await onPiece('text', text);
          break;
        case 'reasoning':
          await onPiece('reasoning', step.text);
          break;
        case 'moved':
          // What was printed stays; what turned out to be the answer is printed again.
          if (step.from === 'text') await onPiece('remark', 'So far this was reasoning.');
          else await onPiece('text', endOfText(growing.parts(), step.length));
          break;
        case 'picture':
          await onPiece('remark', pictureRemark(step.url));
          break;
        case 'usage':
          usage = step.usage;
          break;
        case 'finished':
        case 'failed':
        case 'stopped':
          keep(statusOf(step));
          return { step, usage };
        case 'waiting':
          if (!hasWaited) await onPiece('remark', loadingRemark);
          hasWaited = true;
          break;
        case 'started':
        case 'tool':
        case 'tool_state':
        case 'tool_result':
          break;
      }
    }
    throw new Error('A turn ended without a last step.');
  }

  function canContinue(): boolean {
    const answer = lastAnswer();
    if (answer === null || answer.status === 'complete') return false;
    return textOf(answer) !== '';
  }

  return {
    canContinue,

    ask(question) {
      const asked = newMessage('user', path.at(-1), question);
      const before = [...path, asked];
      return (signal, onPiece) => run(newMessage('assistant', asked, ''), before, signal, onPiece);
    },

    continueAnswer() {
      const answer = lastAnswer();
      if (answer === null || !canContinue()) return null;
      return (signal, onPiece) => run(answer, path.slice(0, -1), signal, onPiece);
    },

    askAgain() {
      const before = lastAnswer() === null ? path : path.slice(0, -1);
      const asked = before.at(-1);
      if (asked === undefined) return null;
      return (signal, onPiece) => run(newMessage('assistant', asked, ''), before, signal, onPiece);
    },

    clear() {
      path = [];
    },
  };
}
