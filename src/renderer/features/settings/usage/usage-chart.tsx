import type { Month, UsageChartData } from './usage-months.ts';
import styles from './usage.module.css';

/** In drawing units; the chart is scaled to the available width. */
const width = 560;
const height = 180;
const axis = 22;
const gap = 6;
/** Maximum width of a column. */
const widest = 40;

/** The name of a month such as `2026-11`, in the person's language. */
export function monthLabel(month: string, form: 'short' | 'long'): string {
  const date = new Date(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1, 1);
  return date.toLocaleDateString(undefined, { month: form, year: 'numeric' });
}

interface ColumnProps {
  readonly month: Month;
  readonly x: number;
  readonly columnWidth: number;
  /** Drawing units per counted unit. */
  readonly scale: number;
  readonly textOf: (amount: number) => string;
}

function Column({ month, x, columnWidth, scale, textOf }: ColumnProps) {
  const parts = month.parts
    .filter(({ amount }) => amount > 0)
    .map(({ model, amount }) => `${model}: ${textOf(amount)}`);
  return (
    <g>
      <title>{[monthLabel(month.month, 'long'), ...parts].join('\n')}</title>
      {/* The full height responds to the pointer. */}
      <rect x={x} y={0} width={columnWidth} height={height - axis} className={styles.ground} />
      {month.parts.map(({ model, amount }, index) => {
        const below = month.parts.slice(0, index).reduce((sum, part) => sum + part.amount, 0);
        return amount === 0 ? null : (
          <rect
            key={model}
            x={x}
            y={height - axis - (below + amount) * scale}
            width={columnWidth}
            height={Math.max(1, amount * scale)}
            data-series={index}
            className={styles.part}
          />
        );
      })}
    </g>
  );
}

interface UsageChartProps {
  readonly data: UsageChartData;
  /** What is counted, for example `Tokens`. */
  readonly what: string;
  readonly textOf: (amount: number) => string;
  /** Formats the one number at the axis, which stands beside what it counts. */
  readonly shortText: (amount: number) => string;
}

/** Amounts by month, stacked by model. The tables below it contain the same numbers. */
export function UsageChart({ data: { months }, what, textOf, shortText }: UsageChartProps) {
  const most = Math.max(...months.map(({ amount }) => amount));
  const scale = (height - axis - 14) / most;
  const step = Math.min(widest + gap, width / months.length);
  const columnWidth = step - gap;
  // As many labels as fit; the newest month always has one.
  const every = Math.max(1, Math.ceil(64 / step));
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={styles.chart}
      role="img"
      aria-label={`${what} by month, at most ${textOf(most)} in a month`}
    >
      <line x1={0} x2={width} y1={14} y2={14} className={styles.line} />
      <text x={width} y={10} textAnchor="end" className={styles.tick}>
        {`${what}, ${shortText(most)} in the highest month`}
      </text>
      <line x1={0} x2={width} y1={height - axis} y2={height - axis} className={styles.line} />
      {months.map((month, index) => {
        const x = index * step;
        const fromEnd = months.length - 1 - index;
        return (
          <g key={month.month}>
            <Column month={month} x={x} columnWidth={columnWidth} scale={scale} textOf={textOf} />
            {fromEnd % every === 0 && (
              <text x={x} y={height - 6} className={styles.tick}>
                {monthLabel(month.month, 'short')}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
