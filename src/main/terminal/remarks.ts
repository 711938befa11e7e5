import type { Usage } from '../../shared/model/conversation.ts';
import type { ErrorAction, ParleyError } from '../../shared/model/errors.ts';
import { sentenceOf, settingsSectionOf } from '../../shared/words/error-words.ts';
import { roundsUsedUp } from '../turns/exchange-loop.ts';
import type { TurnEnd } from './reader.ts';

/** The advice for each error action, because a terminal has no buttons. */
function nextStep(action: ErrorAction, section: 'providers' | 'tools'): string {
  switch (action) {
    case 'retry':
      return 'Type /retry to ask again.';
    case 'continue':
      return 'Type /continue to let the model go on, or /retry to ask again.';
    case 'open_settings':
      return section === 'tools'
        ? 'Tools are set up in Parley’s window.'
        : 'Check OPENAI_API_KEY and the base URL, and start again.';
    case 'choose_model':
      return 'Start again with --model and the name of another one.';
    case 'new_conversation':
      return 'Type /new to start over.';
    case 'allow_plain_http':
      return 'Start again with --allow-http to agree to it.';
  }
}

/** A failure and the next step, in one or two sentences. */
export function remarkOnError(error: ParleyError): string {
  return error.action === undefined
    ? sentenceOf(error)
    : `${sentenceOf(error)} ${nextStep(error.action, settingsSectionOf(error))}`;
}

/** A remark about how an answer ended; null if it ended normally. */
export function remarkOnEnd({ step }: TurnEnd, canContinue: boolean): string | null {
  switch (step.kind) {
    case 'stopped':
      return canContinue ? 'Stopped. Type /continue to let the model go on.' : 'Stopped.';
    case 'failed':
      return remarkOnError(step.error);
    case 'finished':
      switch (step.finishReason) {
        case 'length':
          return canContinue
            ? 'Cut off: the model reached its token limit. Type /continue to let it go on.'
            : 'The model reached its token limit before its first word. Ask for less, or use another model.';
        case 'content_filter':
          return 'The server withheld the rest of this answer. Put your question in other words.';
        case 'tool_calls':
        case 'function_call':
          return 'The model wants to use a tool that is not on. Type /tools to see what there is.';
        case roundsUsedUp:
          return 'The answer has used up its rounds of tools. Type /continue to let the model go on.';
        default:
          return null;
      }
  }
}

/** The longest excerpt of a server's message in a terminal (UTF-16 code units). */
const longestWords = 300;

/** What the server said when it refused, on one line; null if it said nothing. */
export function serverWordsOf({ step }: TurnEnd): string | null {
  if (step.kind !== 'failed' || step.error.detail === undefined) return null;
  const words = step.error.detail.replaceAll(/\s+/g, ' ').trim();
  if (words === '') return null;
  const shown = words.length > longestWords ? `${words.slice(0, longestWords)}…` : words;
  return `The server said: ${shown}`;
}

/** The token usage of one request, as the server reported it. */
export function remarkOnUsage(usage: Usage | null): string {
  if (usage === null) return 'Tokens: not counted by the server';
  const { promptTokens, completionTokens, totalTokens } = usage;
  return `Tokens: ${promptTokens} prompt, ${completionTokens} completion, ${totalTokens} total`;
}
