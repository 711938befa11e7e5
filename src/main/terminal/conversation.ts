import type { ChatStep, StartedTurn } from '../../shared/model/chat-event.ts';
import {
  joinedText,
  textOf,
  type Id,
  type Message,
  type Part,
  type Usage,
} from '../../shared/model/conversation.ts';
import { newsWords } from '../../shared/words/news-words.ts';
import { createConversationService } from '../conversations/conversation-service.ts';
import { newId } from '../conversations/id.ts';
import { createAnswer } from '../turns/answer.ts';
import { createTextBreaks } from '../turns/text-breaks.ts';
import { createTurnService, type ChosenModel, type TurnWish } from '../turns/turn-service.ts';
import type { Protocol, Terminal } from '../wire/protocol.ts';
import { createUnsavedStore } from './unsaved-store.ts';

/** How long a stream may be silent before it counts as failed (s), as in the window's settings. */
const idleTimeoutSeconds = 120;

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

/** Asks the model; resolves when its answer has ended, whatever the outcome. */
export type Turn = (signal: AbortSignal, onPiece: OnPiece) => Promise<TurnEnd>;

/** One conversation, held in memory. Turns run one after the other. */
export interface TerminalConversation {
  /** A turn that answers a new question. */
  ask(question: string): Turn;
  /** A turn that continues the last answer; null unless that was cut short. */
  continueAnswer(): Turn | null;
  /** A turn that answers the last question again; null if there is none. */
  askAgain(): Turn | null;
  /** True if the last answer has text but did not finish. */
  canContinue(): boolean;
  clear(): void;
}

export interface ConversationOptions {
  readonly chosen: ChosenModel;
  readonly systemPrompt: string;
  readonly report: (error: unknown) => void;
}

const loadingRemark =
  'The server is still loading the model. It is asked again by itself; press Ctrl+C to stop.';

function pictureRemark(url: string): string {
  const type = /^data:([\w.+/-]{1,80})/.exec(url.slice(0, 100))?.[1] ?? 'image';
  return `The model sent a picture (${type}), which a terminal cannot show. Ask in the window to see and keep it.`;
}

/** Replaces pictures with remarks: a terminal neither shows nor stores them. */
function withoutPictures(protocol: Protocol, onPicture: (url: string) => Promise<void>): Protocol {
  return {
    ...protocol,
    async *ask(question, signal) {
      for await (const step of protocol.ask(question, signal)) {
        if (step.kind === 'picture') await onPicture(step.url);
        else yield step;
      }
    },
  };
}

function endOfText(parts: readonly Part[], length: number): string {
  return joinedText(parts).slice(-length);
}

/** Passes on the steps of an answer as pieces, and remembers how it ended. */
function createReader(before: readonly Part[], onPiece: OnPiece) {
  const growing = createAnswer(before);
  const apart = createTextBreaks();
  let usage: Usage | null = null;
  let end: Terminal | null = null;
  let hasWaited = false;
  return {
    end: (): TurnEnd | null => (end === null ? null : { step: end, usage }),
    async read(step: ChatStep): Promise<void> {
      growing.push(step);
      const text = apart(step);
      switch (step.kind) {
        case 'delta':
          if (text !== null && text !== '') await onPiece('text', text);
          return;
        case 'reasoning':
          return onPiece('reasoning', step.text);
        case 'moved':
          // What was printed stays. What turned out to be the answer is printed again.
          return step.from === 'text'
            ? onPiece('remark', 'So far this was reasoning.')
            : onPiece('text', endOfText(growing.parts(), step.length));
        case 'usage':
          usage = step.usage;
          return;
        case 'waiting':
          if (!hasWaited) await onPiece('remark', loadingRemark);
          hasWaited = true;
          return;
        case 'news':
          return onPiece('remark', newsWords(step.news));
        case 'finished':
        case 'failed':
        case 'stopped':
          end = step;
          return;
        case 'started':
        case 'picture':
        case 'tool':
        case 'tool_state':
        case 'tool_progress':
        case 'tool_result':
        case 'citation':
          return;
      }
    },
  };
}

/** Starts an empty conversation with a model, using the same turn service as the window. */
export async function createConversation(
  options: ConversationOptions,
): Promise<TerminalConversation> {
  const { systemPrompt, report } = options;
  let onPicture: (url: string) => Promise<void> = () => Promise.resolve();
  const chosen: ChosenModel = {
    ...options.chosen,
    protocol: withoutPictures(options.chosen.protocol, (url) => onPicture(url)),
  };
  const store = createUnsavedStore();
  const emit = (): void => undefined;
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const turns = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [],
    choose: () => Promise.resolve(chosen),
    settings: () => ({ systemPrompt, idleTimeoutSeconds }),
    onAnswered: () => undefined,
    loadAttachment: () => Promise.resolve({ kind: 'missing' }),
    report,
  });
  const begin = async (): Promise<Id> => (await conversations.create()).id;
  let conversation = begin();
  let last: Message | null = null;

  const turnOf =
    (before: readonly Part[], start: (id: Id, wish: TurnWish) => Promise<StartedTurn>): Turn =>
    async (signal, onPiece) => {
      const id = await conversation;
      const reader = createReader(before, onPiece);
      onPicture = (url) => onPiece('remark', pictureRemark(url));
      const stop = (): void => void turns.stop(id);
      const { messageId } = await start(id, { observe: (step) => reader.read(step) });
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await turns.whenIdle(id);
      signal.removeEventListener('abort', stop);
      last = (await conversations.get(id)).messages[messageId] ?? null;
      const end = reader.end();
      if (end === null) throw new Error('A turn ended without a last step.');
      return end;
    };

  const canContinue = (): boolean =>
    last !== null && last.status !== 'complete' && textOf(last) !== '';

  return {
    canContinue,

    ask: (question) => turnOf([], (id, wish) => turns.send(id, question, wish)),

    continueAnswer() {
      const answer = last;
      if (answer === null || !canContinue()) return null;
      return turnOf(answer.parts, (id, wish) => turns.continueAnswer(id, answer.id, wish));
    },

    askAgain() {
      const answer = last;
      if (answer === null) return null;
      return turnOf([], (id, wish) => turns.retry(id, answer.id, wish));
    },

    clear() {
      last = null;
      conversation = begin();
    },
  };
}
