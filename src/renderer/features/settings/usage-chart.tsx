import type { Month, UsageChartData } from './usage-months.ts';
import styles from './usage.module.css';

/** Units of the drawing; it is scaled to the width there is. */
const width = 560;
const height = 180;
const axis = 22;
const gap = 6;
/** A column is no wider than this. */
const widest = 40;

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

function labelOf(month: string, form: 'short' | 'long'): string {
  const date = new Date(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1, 1);
  return date.toLocaleDateString(undefined, { month: form, year: 'numeric' });
}

function Column({
  month,
  x,
  columnWidth,
  scale,
}: {
  readonly month: Month;
  readonly x: number;
  readonly columnWidth: number;
  /** Units per token. */
  readonly scale: number;
}) {
  const parts = month.parts
    .filter(({ tokens }) => tokens > 0)
    .map(({ model, tokens }) => `${model}: ${tokens.toLocaleString()}`);
  return (
    <g>
      <title>{[labelOf(month.month, 'long'), ...parts].join('\n')}</title>
      {/* The whole height answers to the pointer. */}
      <rect x={x} y={0} width={columnWidth} height={height - axis} className={styles.ground} />
      {month.parts.map(({ model, tokens }, index) => {
        const below = month.parts.slice(0, index).reduce((sum, part) => sum + part.tokens, 0);
        return tokens === 0 ? null : (
          <rect
            key={model}
            x={x}
            y={height - axis - (below + tokens) * scale}
            width={columnWidth}
            height={Math.max(1, tokens * scale)}
            data-series={index}
            className={styles.part}
          />
        );
      })}
    </g>
  );
}

/** Tokens by month, stacked by model. A table below it says the same in numbers. */
export function UsageChart({ data: { months } }: { readonly data: UsageChartData }) {
  const most = Math.max(...months.map(({ tokens }) => tokens));
  const scale = (height - axis - 14) / most;
  const step = Math.min(widest + gap, width / months.length);
  const columnWidth = step - gap;
  // As many labels as fit; the newest always has one.
  const every = Math.max(1, Math.ceil(64 / step));
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={styles.chart}
      role="img"
      aria-label={`Tokens by month, at most ${most.toLocaleString()} in a month`}
    >
      <line x1={0} x2={width} y1={14} y2={14} className={styles.line} />
      <text x={width} y={10} textAnchor="end" className={styles.tick}>
        {compact.format(most)} tokens
      </text>
      <line x1={0} x2={width} y1={height - axis} y2={height - axis} className={styles.line} />
      {months.map((month, index) => {
        const x = index * step;
        const fromEnd = months.length - 1 - index;
        return (
          <g key={month.month}>
            <Column month={month} x={x} columnWidth={columnWidth} scale={scale} />
            {fromEnd % every === 0 && (
              <text x={x} y={height - 6} className={styles.tick}>
                {labelOf(month.month, 'short')}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
