import { useEffect, useMemo, useState } from 'react';
import { numberText, perLanguage } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { LibraryStatistics } from '../../../../shared/model/library.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { usageRows, type UsageRow } from '../../../../shared/model/spending/usage-rows.ts';
import { UsageChart, periodLabel } from './usage-chart.tsx';
import { TakeOutUsage } from './take-out-usage.tsx';
import {
  monthsOf,
  maxMonths,
  rowsIn,
  usageChart,
  type UsageChartData,
  type UsageGroup,
  type UsageSum,
  type UsageView,
} from './usage-periods.ts';
import { MonthLimits } from './month-limits.tsx';
import { PeriodsTable, UsageTable } from './usage-table.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import shared from '../settings.module.css';
import styles from './usage.module.css';

const compact = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 }),
);

/** What the chart can show. */
const measures = ['tokens', 'cost'] as const;
type Measure = (typeof measures)[number];

const groups: readonly UsageGroup[] = ['model', 'assistant', 'provider'];

/** The value that stands for all months. */
const everyMonth = 'all';

interface ChartProps {
  readonly data: UsageChartData;
  readonly measure: Measure;
  readonly each: 'month' | 'day';
}

function Chart({ data, measure, each }: ChartProps) {
  if (data.periods.length === 0) return <p className={shared.quiet}>{t('settings.usage.free')}</p>;
  return measure === 'cost' ? (
    <UsageChart data={data} measure="cost" each={each} textOf={moneyText} shortText={moneyText} />
  ) : (
    <UsageChart
      data={data}
      measure="tokens"
      each={each}
      textOf={numberText}
      shortText={(tokens) => compact().format(tokens)}
    />
  );
}

function useProviderNames(): UsageView['providers'] {
  const providers = useApp((state) => state.settings?.providers);
  return useMemo(() => new Map(providers?.map(({ id, name }) => [id, name])), [providers]);
}

function Counted({ rows }: { readonly rows: readonly UsageRow[] }) {
  const prices = useApp((state) => state.prices);
  const providers = useProviderNames();
  const [chosen, setChosen] = useState<Measure>('tokens');
  const [by, setBy] = useState<UsageGroup>('model');
  const [period, setPeriod] = useState(everyMonth);
  const view: UsageView = { by, month: period === everyMonth ? null : period, providers };
  const shown = rowsIn(rows, view.month);
  const each = view.month === null ? 'month' : 'day';
  // Without any price there is no cost to show.
  const hasCost = shown.some(({ cost }) => cost.counted > 0);
  const measure = hasCost ? chosen : 'tokens';
  const amountOf = (sum: UsageSum): number => (measure === 'cost' ? sum.cost.known : sum.tokens);
  const data = usageChart(shown, view, amountOf);
  const months = monthsOf(rows).toReversed();
  return (
    <section className={shared.group} aria-labelledby="tokens">
      <div className={shared.groupHead}>
        <SettingHeading id="tokens" setting="usage" />
      </div>
      <div className={styles.choices}>
        <SelectField
          label={t('settings.usage.months')}
          hideLabel
          value={period}
          options={[
            { value: everyMonth, label: t('settings.usage.by_month') },
            ...months.map((month) => ({
              value: month,
              label: t('settings.usage.by_day', { month: periodLabel(month, 'long') }),
            })),
          ]}
          onChange={setPeriod}
        />
        <SelectField
          label={t('settings.usage.divided')}
          hideLabel
          value={by}
          options={groups.map((value) => ({ value, label: t(`settings.usage.by.${value}`) }))}
          onChange={setBy}
        />
        {hasCost && (
          <SelectField
            label={t('settings.usage.measure')}
            hideLabel
            value={measure}
            options={measures.map((value) => ({
              value,
              label: t(`settings.usage.measure.${value}`),
            }))}
            onChange={setChosen}
          />
        )}
      </div>
      <Chart data={data} measure={measure} each={each} />
      <UsageTable rows={shown} view={view} prices={prices} series={data.names} />
      <TakeOutUsage rows={rows} />
      <details className={styles.months}>
        <summary>{t(`settings.usage.in_numbers.${each}`)}</summary>
        <PeriodsTable rows={shown} view={view} />
      </details>
      <p className={shared.quiet}>{t('settings.usage.hint', { months: maxMonths })}</p>
    </section>
  );
}

function Figures({ statistics }: { readonly statistics: LibraryStatistics }) {
  const { conversations, messages, usage, state } = statistics;
  const prices = useApp((app) => app.prices);
  const rows = useMemo(() => usageRows(usage, prices), [usage, prices]);
  return (
    <div className={shared.fields}>
      <p>
        {state.kind === 'building'
          ? t('settings.usage.counts_so_far', { conversations, messages })
          : t('settings.usage.counts', { conversations, messages })}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={t('settings.usage.none')}>{t('settings.usage.none_hint')}</EmptyState>
      ) : (
        <Counted rows={rows} />
      )}
    </div>
  );
}

function Loaded({ onRetry }: { readonly onRetry: () => void }) {
  const controller = useController();
  const [statistics, setStatistics] = useState<LibraryStatistics | null>(null);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    void controller.command('library.statistics', undefined).then((result) => {
      if (result.ok) setStatistics(result.value);
      else setProblem(result.error);
    });
  }, [controller, setProblem]);
  if (problem !== null) {
    return (
      <ErrorCallout
        actions={
          <Button size="small" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        {problem}
      </ErrorCallout>
    );
  }
  if (statistics === null) return <Skeleton label={t('settings.usage.counting')} lines={5} />;
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
