import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
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

/** A value as written in the request, without the quotes of a text. */
function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function tokenText({ usage }: Message): string | null {
  if (usage === undefined) return null;
  const { promptTokens: sent, completionTokens: got, cachedTokens, reasoningTokens } = usage;
  const cached = cachedTokens ?? 0;
  const reasoning = reasoningTokens ?? 0;
  return listText([
    cached === 0
      ? t('details.tokens.in', { count: sent })
      : t('details.tokens.in_cached', { count: sent, cached }),
    reasoning === 0
      ? t('details.tokens.out', { count: got })
      : t('details.tokens.out_reasoning', { count: got, reasoning }),
  ]);
}

function costText(message: Message, prices: PriceList | null): string | null {
  if (message.usage === undefined) return null;
  const cost = costOfAnswer(message, prices);
  if (cost === null) return t('details.cost.unknown');
  const money = moneyText(cost);
  if (message.usage.costUsd !== undefined) return t('details.cost.charged', { cost: money });
  return priceOf(prices, message.model)?.from.kind === 'person'
    ? t('details.cost.by_person', { cost: money })
    : t('details.cost.by_server', { cost: money });
}

function parametersRow({ details }: Message): DetailRow | null {
  // An answer of an older Parley, or one from elsewhere: nobody knows what was sent.
  if (details === undefined) return null;
  const fields = Object.entries(details.parameters ?? {});
  const label = t('details.parameters');
  if (fields.length === 0) return { kind: 'text', label, text: t('details.parameters.none') };
  return {
    kind: 'fields',
    label,
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
    textRow(t('details.model'), model),
    textRow(t('details.provider'), provider),
    textRow(t('details.assistant'), details?.assistant),
    textRow(t('details.asked'), exactTime(Date.parse(message.createdAt))),
    textRow(
      t('details.first_token'),
      firstMs === undefined
        ? null
        : t('details.first_token.after', { duration: formatMs(firstMs) }),
    ),
    textRow(
      t('details.speed'),
      tokens === null ? null : t('details.speed.tokens', { speed: tokens }),
    ),
    textRow(t('details.tokens'), tokenText(message)),
    textRow(t('details.cost'), costText(message, prices)),
    parametersRow(message),
    textRow(
      t('details.status'),
      error?.status === undefined ? null : `HTTP ${String(error.status)}`,
    ),
    requestId === undefined
      ? null
      : { kind: 'copied', label: t('details.request_id'), text: requestId },
  ];
  return rows.filter((row) => row !== null);
}
