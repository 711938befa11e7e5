import { useEffect, useMemo, useState } from 'react';
import type { LibraryStatistics } from '../../../shared/library.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useApp, useController } from '../../use-app.ts';
import { UsageChart } from './usage-chart.tsx';
import { usageMonths } from './usage-months.ts';
import shared from './settings.module.css';
import styles from './usage.module.css';

function Figures({ statistics }: { readonly statistics: LibraryStatistics }) {
  const { conversations, messages, usage, state } = statistics;
  const data = useMemo(() => usageMonths(usage), [usage]);
  const counts = `${conversations.toLocaleString()} conversations, ${messages.toLocaleString()} messages`;
  return (
    <div className={shared.fields}>
      <p>
        {counts}
        {state.kind === 'building' && ' so far: the index is still being built'}.
      </p>
      {data.months.length === 0 ? (
        <EmptyState title="No tokens counted yet">
          They appear here after the first answer of a server that counts them.
        </EmptyState>
      ) : (
        <section className={shared.group} aria-labelledby="tokens">
          <h3 id="tokens">Tokens by month and model</h3>
          <UsageChart data={data} />
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">Tokens</th>
              </tr>
            </thead>
            <tbody>
              {data.models.map(({ model, tokens }, index) => (
                <tr key={model}>
                  <td>
                    <i className={styles.key} data-series={index} />
                    {model}
                  </td>
                  <td>{tokens.toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={shared.quiet}>
            Questions and answers together, as the servers counted them, in the last 24 months. What
            they cost, only your providers know.
          </p>
        </section>
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
      else setProblem(result.error.message);
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

/** What was used, by month and model, from the index of the library. */
export function UsageSection() {
  const isReady = useApp((state) => state.library?.kind === 'ready');
  const [attempt, setAttempt] = useState(0);
  // Counted anew when the index has become ready.
  return <Loaded key={`${attempt} ${isReady}`} onRetry={() => setAttempt(attempt + 1)} />;
}
