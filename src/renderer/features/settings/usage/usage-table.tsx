import { Fragment, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { priceOf, type PriceList } from '../../../../shared/model/cost.ts';
import { moneyText, spentText } from '../../../../shared/words/money-words.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PriceForm } from './price-form.tsx';
import { priceText } from '../../../common/price-text.ts';
import { monthLabel } from './usage-chart.tsx';
import { modelName, otherModels, usageByModel, type UsageRow } from './usage-months.ts';
import styles from './usage.module.css';

/** What models cost together. What has no price is not counted as 0. */
function sumText(rows: readonly UsageRow[]): string {
  const known = rows.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return spentText({
    known: known.reduce((total, cost) => total + cost, 0),
    counted: known.length,
    unknown: rows.length - known.length,
  });
}

/** The cost of a model; "?" if its price is unknown. */
function costText(cost: number | null): string {
  return cost === null ? '?' : moneyText(cost);
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
        aria-label={`Set price of ${model}`}
        ref={takesFocus ? focusIfFree : null}
        onClick={onEdit}
      >
        Set price…
      </Button>
    );
  }
  return (
    <span className={styles.price}>
      {priceText(price)}
      <IconButton
        size="small"
        label={`Change price of ${model}`}
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
  readonly prices: PriceList | null;
  /** The models of the chart, in the order of its colours. */
  readonly series: readonly string[];
}

/** Tokens and cost by model, with forms to enter a model's price. */
export function UsageTable({ rows, prices, series }: UsageTableProps) {
  const [editing, setEditing] = useState<string | null>(null);
  /** The model whose form was closed last. The button that opened it takes back the focus. */
  const [closed, setClosed] = useState<string | null>(null);
  const edit = (model: string | null, before: string | null): void => {
    setEditing(model);
    setClosed(before);
  };
  const models = usageByModel(rows);
  const colourOf = (model: string): number => {
    const own = series.indexOf(modelName(model));
    return own === -1 ? series.indexOf(otherModels) : own;
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {models.map(({ model, tokens, cost }) => (
          <Fragment key={model}>
            <tr data-open={editing === model || undefined}>
              <td>
                <i className={styles.key} data-series={colourOf(model)} />
                {modelName(model)}
                {editing !== model && (
                  <div className={styles.priceLine}>
                    <PriceOfModel
                      model={model}
                      prices={prices}
                      takesFocus={closed === model}
                      onEdit={() => edit(model, null)}
                    />
                  </div>
                )}
              </td>
              <td>{tokens.toLocaleString()}</td>
              <td>{costText(cost)}</td>
            </tr>
            {editing === model && (
              <tr>
                <td colSpan={3}>
                  <PriceForm
                    model={model}
                    price={priceOf(prices, model)}
                    onClose={() => edit(null, model)}
                  />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
      {models.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td>{models.reduce((sum, { tokens }) => sum + tokens, 0).toLocaleString()}</td>
            <td>{sumText(models)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** The numbers of the chart: every month, newest first, with each model in it. */
export function MonthsTable({ rows }: { readonly rows: readonly UsageRow[] }) {
  const months = [...new Set(rows.map(({ month }) => month))].sort().reverse();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      {months.map((month) => {
        const inMonth = rows.filter((row) => row.month === month);
        return (
          <tbody key={month}>
            <tr>
              <th scope="row">{monthLabel(month, 'long')}</th>
              <td>{inMonth.reduce((sum, { tokens }) => sum + tokens, 0).toLocaleString()}</td>
              <td>{sumText(inMonth)}</td>
            </tr>
            {inMonth
              .toSorted((a, b) => b.tokens - a.tokens)
              .map(({ model, tokens, cost }) => (
                <tr key={model} className={styles.ofMonth}>
                  <td>{modelName(model)}</td>
                  <td>{tokens.toLocaleString()}</td>
                  <td>{costText(cost)}</td>
                </tr>
              ))}
          </tbody>
        );
      })}
    </table>
  );
}
