import { useEffect, useMemo, useState } from 'react';
import type { LibraryStatistics } from '../../../../shared/model/library.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { UsageChart } from './usage-chart.tsx';
import { CopyUsage } from './copy-usage.tsx';
import { mostMonths, usageMonths, usageRows, type UsageRow } from './usage-months.ts';
import { MonthLimits } from './month-limits.tsx';
import { MonthsTable, UsageTable } from './usage-table.tsx';
import shared from '../settings.module.css';
import styles from './usage.module.css';

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** What the chart can show. */
const measures = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'cost', label: 'Cost' },
] as const;
type Measure = (typeof measures)[number]['value'];

function Chart({
  rows,
  measure,
}: {
  readonly rows: readonly UsageRow[];
  readonly measure: Measure;
}) {
  const data = usageMonths(rows, (row) => (measure === 'cost' ? (row.cost ?? 0) : row.tokens));
  if (data.months.length === 0)
    return <p className={shared.quiet}>All of it was free of charge.</p>;
  return measure === 'cost' ? (
    <UsageChart data={data} what="Cost" textOf={moneyText} shortText={moneyText} />
  ) : (
    <UsageChart
      data={data}
      what="Tokens"
      textOf={(tokens) => tokens.toLocaleString()}
      shortText={(tokens) => compact.format(tokens)}
    />
  );
}

function Counted({ rows }: { readonly rows: readonly UsageRow[] }) {
  const prices = useApp((state) => state.prices);
  const [chosen, setChosen] = useState<Measure>('tokens');
  // Without any price there is no cost to show.
  const hasCost = rows.some(({ cost }) => cost !== null);
  const measure = hasCost ? chosen : 'tokens';
  const series = usageMonths(rows, (row) =>
    measure === 'cost' ? (row.cost ?? 0) : row.tokens,
  ).models;
  return (
    <section className={shared.group} aria-labelledby="tokens">
      <div className={shared.groupHead}>
        <h3 id="tokens">By month and model</h3>
        {hasCost && (
          <SelectField
            label="What the chart shows"
            hideLabel
            value={measure}
            options={measures}
            onChange={setChosen}
          />
        )}
      </div>
      <Chart rows={rows} measure={measure} />
      <UsageTable rows={rows} prices={prices} series={series} />
      <CopyUsage rows={rows} />
      <details className={styles.months}>
        <summary>Every month in numbers</summary>
        <MonthsTable rows={rows} />
      </details>
      <p className={shared.quiet}>
        Tokens of questions and answers, as the servers counted them, in the last {mostMonths}{' '}
        months. Cost is what they take at the prices here, in US dollars; what your provider charges
        may differ. Parley takes your prices first, then those that servers tell with their models,
        then those of its table, each with its date.
      </p>
    </section>
  );
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString()} ${count === 1 ? one : `${one}s`}`;
}

function Figures({ statistics }: { readonly statistics: LibraryStatistics }) {
  const { conversations, messages, usage, state } = statistics;
  const prices = useApp((app) => app.prices);
  const rows = useMemo(() => usageRows(usage, prices), [usage, prices]);
  const counts = `${counted(conversations, 'conversation')}, ${counted(messages, 'message')}`;
  return (
    <div className={shared.fields}>
      <p>
        {counts}
        {state.kind === 'building' && ' so far: the index is still being built'}.
      </p>
      {rows.length === 0 ? (
        <EmptyState title="No tokens counted yet">
          They appear here after the first answer of a server that counts them.
        </EmptyState>
      ) : (
        <Counted rows={rows} />
      )}
    </div>
  );
}

function Loaded({ onRetry }: { readonly onRetry: () => void }) {
  const controller = useController();
  const [statistics, setStatistics] = useState<LibraryStatistics | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void controller.command('library.statistics', undefined).then((result) => {
      if (result.ok) setStatistics(result.value);
      else setProblem(sentenceOf(result.error));
    });
  }, [controller]);
  if (problem !== null) {
    return (
      <ErrorCallout
        actions={
          <Button size="small" onClick={onRetry}>
            Retry
          </Button>
        }
      >
        {problem}
      </ErrorCallout>
    );
  }
  if (statistics === null) return <Skeleton label="Counting" lines={5} />;
  return <Figures statistics={statistics} />;
}

/** Usage by month and model, from the search index. */
export function UsageSection() {
  const isReady = useApp((state) => state.library?.kind === 'ready');
  const [attempt, setAttempt] = useState(0);
  // Reloaded once the index is ready.
  return (
    <div className={shared.fields}>
      <MonthLimits />
      <Loaded key={`${attempt} ${isReady}`} onRetry={() => setAttempt(attempt + 1)} />
    </div>
  );
}
