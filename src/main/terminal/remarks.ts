import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import type { Usage } from '../../shared/model/conversation.ts';
import type { ErrorAction, ParleyError } from '../../shared/model/errors.ts';
import { sentenceOf, settingsSectionOf } from '../../shared/words/error-words.ts';
import { roundsUsedUp } from '../turns/exchange-loop.ts';
import type { TurnEnd } from './reader.ts';

/** The advice for each error action, because a terminal has no buttons. */
function nextStep(action: ErrorAction, section: 'providers' | 'tools'): string {
  switch (action) {
    case 'retry':
      return t('terminal.next.retry', { command: '/retry' });
    case 'continue':
      return t('terminal.next.continue', { command: '/continue', retry: '/retry' });
    case 'open_settings':
      return section === 'tools'
        ? t('terminal.next.tools')
        : t('terminal.next.provider', { variable: 'OPENAI_API_KEY' });
    case 'choose_model':
      return t('terminal.next.model', { option: '--model' });
    case 'new_conversation':
      return t('terminal.next.new', { command: '/new' });
    case 'allow_plain_http':
      return t('terminal.next.allow_http', { option: '--allow-http' });
  }
}

/** A failure and the next step, in one or two sentences. */
export function remarkOnError(error: ParleyError): string {
  return error.action === undefined
    ? sentenceOf(error)
    : sentences(sentenceOf(error), nextStep(error.action, settingsSectionOf(error)));
}

/** A remark about how an answer ended; null if it ended normally. */
export function remarkOnEnd({ step }: TurnEnd, canContinue: boolean): string | null {
  switch (step.kind) {
    case 'stopped':
      return canContinue
        ? t('terminal.stopped.continue', { command: '/continue' })
        : t('terminal.stopped');
    case 'failed':
      return remarkOnError(step.error);
    case 'finished':
      switch (step.finishReason) {
        case 'length':
          return canContinue
            ? t('terminal.cut_off', { command: '/continue' })
            : t('terminal.cut_off.empty');
        case 'content_filter':
          return t('terminal.filtered');
        case 'tool_calls':
        case 'function_call':
          return t('terminal.tool_off', { command: '/tools' });
        case roundsUsedUp:
          return t('terminal.rounds_used_up', { command: '/continue' });
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
  return t('terminal.server_said', { words: shown });
}

/** The token usage of one request, as the server reported it. */
export function remarkOnUsage(usage: Usage | null): string {
  if (usage === null) return t('terminal.usage.unknown');
  const { promptTokens, completionTokens, totalTokens } = usage;
  return t('terminal.usage', {
    prompt: promptTokens,
    completion: completionTokens,
    total: totalTokens,
  });
}
