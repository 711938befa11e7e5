import type { Message } from '../../../../shared/model/conversation.ts';
import { priceOf, type PriceList } from '../../../../shared/model/cost.ts';
import { costOfAnswer, tokensPerSecond } from '../../../../shared/model/message/details.ts';
import { formatMs } from '../../../../shared/words/duration-words.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { exactTime } from '../../../ui/time-format.ts';

/** A line of a message's details. `fields` are shown as a list, in the server's own words. */
export type DetailRow =
  | { readonly kind: 'text'; readonly label: string; readonly text: string }
  | { readonly kind: 'copied'; readonly label: string; readonly text: string }
  | {
      readonly kind: 'fields';
      readonly label: string;
      readonly fields: readonly (readonly [name: string, value: string])[];
    };

/** Data for the rows that the message does not have. */
export interface DetailContext {
  /** The name of the provider today; null if it was removed. */
  readonly provider: string | null;
  readonly prices: PriceList | null;
}

const number = new Intl.NumberFormat();
const speed = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

/** A value as written in the request, without the quotes of a text. */
function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function tokenText({ usage }: Message): string | null {
  if (usage === undefined) return null;
  const aside = (count: number | undefined, what: string): string =>
    count === undefined || count === 0 ? '' : ` (${number.format(count)} ${what})`;
  const sent = `${number.format(usage.promptTokens)} in${aside(usage.cachedTokens, 'cached')}`;
  const got = `${number.format(usage.completionTokens)} out${aside(usage.reasoningTokens, 'reasoning')}`;
  return `${sent}, ${got}`;
}

function costText(message: Message, prices: PriceList | null): string | null {
  if (message.usage === undefined) return null;
  const cost = costOfAnswer(message, prices);
  if (cost === null) return 'No price is known';
  if (message.usage.costUsd !== undefined) return `${moneyText(cost)}, as the server charged it`;
  const from = priceOf(prices, message.model)?.from.kind;
  return `${moneyText(cost)}, at ${from === 'person' ? 'your price' : 'the server’s price'}`;
}

function parametersRow({ details }: Message): DetailRow | null {
  // An answer of an older Parley, or one from elsewhere: nobody knows what was sent.
  if (details === undefined) return null;
  const fields = Object.entries(details.parameters ?? {});
  if (fields.length === 0) return { kind: 'text', label: 'Parameters', text: 'None were sent' };
  return {
    kind: 'fields',
    label: 'Parameters',
    fields: fields.map(([name, value]) => [name, valueText(value)]),
  };
}

function textRow(label: string, text: string | null | undefined): DetailRow | null {
  return text === null || text === undefined ? null : { kind: 'text', label, text };
}

/** The details of an answer, as far as they are known. */
export function detailRows(message: Message, { provider, prices }: DetailContext) {
  const { details, error, model } = message;
  const tokens = tokensPerSecond(message);
  const firstMs = details?.firstTokenMs;
  const requestId = details?.requestId;
  const rows: readonly (DetailRow | null)[] = [
    textRow('Model', model),
    textRow('Provider', provider),
    textRow('Assistant', details?.assistant),
    textRow('Asked', exactTime(Date.parse(message.createdAt))),
    textRow('First token', firstMs === undefined ? null : `after ${formatMs(firstMs)}`),
    textRow('Speed', tokens === null ? null : `${speed.format(tokens)} tokens per second`),
    textRow('Tokens', tokenText(message)),
    textRow('Cost', costText(message, prices)),
    parametersRow(message),
    textRow('Answered with', error?.status === undefined ? null : `HTTP ${String(error.status)}`),
    requestId === undefined ? null : { kind: 'copied', label: 'Request ID', text: requestId },
  ];
  return rows.filter((row) => row !== null);
}
