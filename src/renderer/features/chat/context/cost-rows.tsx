import { useMemo } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { costOf, priceOf } from '../../../../shared/model/cost.ts';
import { spentIn } from '../../../../shared/model/message/spent.ts';
import { moneyText, spentText } from '../../../../shared/words/money-words.ts';
import { useApp } from '../../../client/use-app.ts';
import { askedModels } from '../compare/asked-models.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { Turns } from '../page/turns.ts';

/** Props of {@link CostRows}. */
export interface CostRowsProps {
  /** The tokens of the next request. */
  readonly tokens: number;
  readonly conversationId: Id | null;
  readonly turns: Turns;
}

/** Rows with the price of the next request, without its answer, and the cost of the conversation. */
export function CostRows({ tokens, conversationId, turns }: CostRowsProps) {
  const own = useOwnValues(conversationId, turns);
  const settings = useApp((state) => state.settings);
  const prices = useApp((state) => state.prices);
  const messages = useApp((state) => {
    const open = conversationId === null ? undefined : state.open[conversationId];
    return open?.kind === 'ready' && open.path === null ? open.messages : null;
  });
  const spent = useMemo(
    () => (messages === null ? null : spentIn(Object.values(messages), prices)),
    [messages, prices],
  );
  const assistants = useApp((state) => state.assistants);
  const asked = askedModels(own, { settings, assistants });
  const next = { promptTokens: tokens, completionTokens: 0 };
  const known = asked.flatMap((each) => {
    const price = each === null ? null : priceOf(prices, each.model);
    return price === null ? [] : [costOf(price, next)];
  });
  const sum = known.reduce((total, cost) => total + cost, 0);
  const price = moneyText(sum);
  const priceText =
    known.length < asked.length
      ? t('context.price.at_least', { price })
      : t('context.price.about', { price });
  return (
    <>
      <tr>
        <th scope="row">{t('context.price')}</th>
        <td>{known.length === 0 ? '?' : priceText}</td>
      </tr>
      {conversationId !== null && (
        <tr>
          <th scope="row">{t('context.spent')}</th>
          <td>{spent === null ? '?' : spentText(spent)}</td>
        </tr>
      )}
    </>
  );
}
