import type { Question, QuestionMessage } from '../../wire/protocol.ts';
import { tokensOf } from '../large-results.ts';
import { resultBudget } from './budgets.ts';

/** What a picture takes, in tokens. Servers count between some hundred and 1,600. */
const pictureTokens = 1000;

/** The sample size for estimates of long requests, because estimating would block main. */
const sampled = 60_000;

/** Estimates the tokens of many texts; from the beginning of each if they are long together. */
function tokensIn(texts: readonly string[]): number {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const share = Math.min(1, sampled / length);
  const sample = texts.map((text) => text.slice(0, Math.ceil(text.length * share))).join('\n');
  return sample === '' ? 0 : Math.ceil((tokensOf(sample) * length) / sample.length);
}

function textsOf(message: QuestionMessage): readonly string[] {
  switch (message.role) {
    case 'system':
    case 'tool':
      return [message.text];
    case 'assistant': {
      const calls = message.calls.map((call) => `${call.name} ${call.arguments}`);
      return [message.text, message.thought?.text ?? '', ...calls];
    }
    case 'user':
      return message.contents.flatMap((content) => {
        if (content.kind === 'image') return [];
        return [content.kind === 'text' ? content.text : JSON.stringify(content.value)];
      });
  }
}

function picturesIn(message: QuestionMessage): number {
  if (message.role !== 'user') return 0;
  return message.contents.filter(({ kind }) => kind === 'image').length;
}

/** Estimates the tokens of a request. */
export function questionTokens({ messages, tools = [] }: Question): number {
  const definitions = tools.length === 0 ? [] : [JSON.stringify(tools)];
  const pictures = messages.reduce((sum, message) => sum + picturesIn(message), 0);
  return tokensIn([...messages.flatMap(textsOf), ...definitions]) + pictures * pictureTokens;
}

/** The room for the results of a turn. */
export interface ResultRoom {
  /** Called when a call begins. Returns its room, which is worked out once, when it is asked for. */
  readonly begin: () => {
    readonly room: () => Promise<number>;
    /** Called when the call has ended, with what its result takes. */
    readonly end: (tokens: number) => void;
  };
}

/**
 * Creates the room for results. Calls that run at the same time share it: what one has taken is not
 * free for the next, although the conversation does not hold its result yet.
 */
export function createResultRoom(
  contextTokens: number | null,
  nextQuestion: () => Promise<Question>,
): ResultRoom {
  let running = 0;
  let taken = 0;
  let used: Promise<number> | null = null;
  return {
    begin() {
      if (running === 0) {
        used = null;
        taken = 0;
      }
      running += 1;
      let own: Promise<number> | null = null;
      let reserved = 0;
      const reserve = async (): Promise<number> => {
        used ??= nextQuestion().then(questionTokens);
        const base = await used;
        reserved = resultBudget(contextTokens, base + taken);
        taken += reserved;
        return reserved;
      };
      return {
        room: () => (own ??= reserve()),
        end(tokens) {
          running -= 1;
          taken += tokens - reserved;
        },
      };
    },
  };
}
