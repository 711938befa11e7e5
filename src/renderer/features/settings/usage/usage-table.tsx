import { Fragment, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { priceOf, type PriceList } from '../../../../shared/model/cost.ts';
import { spentText } from '../../../../shared/words/money-words.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PriceForm } from './price-form.tsx';
import { priceText } from '../../../common/price-text.ts';
import { addSpent, nothingSpent } from '../../../../shared/model/spending/ledger.ts';
import type { UsageRow } from '../../../../shared/model/spending/usage-rows.ts';
import { periodLabel } from './usage-chart.tsx';
import { otherNames, usagePeriods, usageSums, type UsageView } from './usage-periods.ts';
import styles from './usage.module.css';

/** The sums of some rows. Usage without a price is not counted as 0. */
function totalOf(rows: readonly Pick<UsageRow, 'tokens' | 'cost'>[]) {
  return {
    tokens: numberText(rows.reduce((sum, { tokens }) => sum + tokens, 0)),
    cost: spentText(rows.reduce((sum, { cost }) => addSpent(sum, cost), nothingSpent)),
  };
}

/**
 * Focuses the button if the previously focused element is gone and the dialog itself has the focus.
 */
function focusIfFree(button: HTMLButtonElement | null): void {
  const active = document.activeElement;
  if (active === document.body || active?.getAttribute('role') === 'dialog') button?.focus();
}

function PriceOfModel({
  model,
  prices,
  takesFocus,
  onEdit,
}: {
  readonly model: string;
  readonly prices: PriceList | null;
  /** True if its form was closed and nothing else has the focus. */
  readonly takesFocus: boolean;
  readonly onEdit: () => void;
}) {
  const price = priceOf(prices, model);
  if (model === '') return null;
  if (price === null) {
    return (
      <Button
        size="small"
        tone="quiet"
        aria-label={t('settings.price.set_of', { model })}
        ref={takesFocus ? focusIfFree : null}
        onClick={onEdit}
      >
        {t('settings.price.set')}
      </Button>
    );
  }
  return (
    <span className={styles.price}>
      {priceText(price)}
      <IconButton
        size="small"
        label={t('settings.price.change_of', { model })}
        ref={takesFocus ? focusIfFree : null}
        onClick={onEdit}
      >
        <Pencil size={14} />
      </IconButton>
    </span>
  );
}

interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  readonly view: UsageView;
  readonly prices: PriceList | null;
  /** The names of the chart, in the order of its colours. */
  readonly series: readonly string[];
}

/** Tokens and cost by model, with forms to enter a model's price, or by assistant or provider. */
export function UsageTable({ rows, view: { by, providers }, prices, series }: UsageTableProps) {
  const [editing, setEditing] = useState<string | null>(null);
  /** The model whose form was closed last. The button that opened it takes back the focus. */
  const [closed, setClosed] = useState<string | null>(null);
  const edit = (model: string | null, before: string | null): void => {
    setEditing(model);
    setClosed(before);
  };
  const sums = usageSums(rows, by, providers);
  const total = totalOf(sums);
  const colourOf = (name: string): number => {
    const own = series.indexOf(name);
    return own === -1 ? series.indexOf(otherNames()) : own;
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t(`settings.usage.heading.${by}`)}</th>
          <th scope="col">{t('settings.usage.measure.tokens')}</th>
          <th scope="col">{t('settings.usage.measure.cost')}</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ key, name, tokens, cost }) => {
          const isEdited = by === 'model' && editing === key;
          return (
            <Fragment key={key}>
              <tr data-open={isEdited || undefined}>
                <td>
                  <i className={styles.key} data-series={colourOf(name)} />
                  <bdi>{name}</bdi>
                  {by === 'model' && !isEdited && (
                    <div className={styles.priceLine}>
                      <PriceOfModel
                        model={key}
                        prices={prices}
                        takesFocus={closed === key}
                        onEdit={() => edit(key, null)}
                      />
                    </div>
                  )}
                </td>
                <td>{numberText(tokens)}</td>
                <td>{spentText(cost)}</td>
              </tr>
              {isEdited && (
                <tr>
                  <td colSpan={3}>
                    <PriceForm
                      model={key}
                      price={priceOf(prices, key)}
                      onClose={() => edit(null, key)}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
      {sums.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{t('settings.usage.total')}</th>
            <td>{total.tokens}</td>
            <td>{total.cost}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** The numbers of the chart: every month or day with usage, newest first, and what is in it. */
export function PeriodsTable({
  rows,
  view: { by, month, providers },
}: Pick<UsageTableProps, 'rows' | 'view'>) {
  const periods = usagePeriods(rows, month).filter(({ rows: inPeriod }) => inPeriod.length > 0);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            {month === null ? t('settings.usage.heading.month') : t('settings.usage.heading.day')}
          </th>
          <th scope="col">{t('settings.usage.measure.tokens')}</th>
          <th scope="col">{t('settings.usage.measure.cost')}</th>
        </tr>
      </thead>
      {periods.toReversed().map(({ period, rows: inPeriod }) => {
        const total = totalOf(inPeriod);
        return (
          <tbody key={period}>
            <tr>
              <th scope="row">{periodLabel(period, 'long')}</th>
              <td>{total.tokens}</td>
              <td>{total.cost}</td>
            </tr>
            {usageSums(inPeriod, by, providers).map(({ key, name, tokens, cost }) => (
              <tr key={key} className={styles.ofMonth}>
                <td>
                  <bdi>{name}</bdi>
                </td>
                <td>{numberText(tokens)}</td>
                <td>{spentText(cost)}</td>
              </tr>
            ))}
          </tbody>
        );
      })}
    </table>
  );
}
