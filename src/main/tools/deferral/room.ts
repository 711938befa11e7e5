import type { Question } from '../../wire/protocol.ts';
import { tokensOf } from '../large-results.ts';
import { resultBudget } from './budgets.ts';

/** What a picture takes, in tokens. Servers count between some hundred and 1,600. */
const pictureTokens = 1000;

/** Estimates the tokens of a request. */
export function questionTokens({ messages, tools = [] }: Question): number {
  let tokens = tools.length === 0 ? 0 : tokensOf(JSON.stringify(tools));
  for (const message of messages) {
    switch (message.role) {
      case 'system':
      case 'tool':
        tokens += tokensOf(message.text);
        break;
      case 'assistant':
        tokens += tokensOf(message.text) + tokensOf(message.thought?.text ?? '');
        for (const call of message.calls) tokens += tokensOf(`${call.name} ${call.arguments}`);
        break;
      case 'user':
        for (const content of message.contents) {
          if (content.kind === 'text') tokens += tokensOf(content.text);
          else if (content.kind === 'image') tokens += pictureTokens;
          else tokens += tokensOf(JSON.stringify(content.value) ?? '');
        }
    }
  }
  return tokens;
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
      const measure = async (): Promise<number> => {
        used ??= nextQuestion().then(questionTokens);
        const base = await used;
        return resultBudget(contextTokens, base + taken);
      };
      return {
        room: () => (own ??= measure()),
        end(tokens) {
          running -= 1;
          taken += tokens;
        },
      };
    },
  };
}
