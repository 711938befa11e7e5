import { perLanguage } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Period, UsageChartData } from './usage-periods.ts';
import { direction } from '../../../ui/direction.ts';
import styles from './usage.module.css';

/** In drawing units; the chart is scaled to the available width. */
const width = 560;
const height = 180;
const axis = 22;
/** Maximum width of a column, with the gap after it. */
const widest = 46;

const formats = {
  month: {
    short: perLanguage((tag) => new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric' })),
    long: perLanguage((tag) => new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric' })),
  },
  day: {
    short: perLanguage((tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' })),
    long: perLanguage(
      (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' }),
    ),
  },
} as const;

/** The name of a month such as `2026-11`, or a day such as `2026-11-30`, in the person's language. */
export function periodLabel(period: string, form: 'short' | 'long'): string {
  const [year, month, day] = period.split('-').map(Number);
  const date = new Date(year ?? 0, (month ?? 1) - 1, day ?? 1);
  return formats[day === undefined ? 'month' : 'day'][form]().format(date);
}

/** The left edge of something that is `offset` from where reading starts. */
function fromStart(offset: number, size: number): number {
  return direction() === 'rtl' ? width - offset - size : offset;
}

interface ColumnProps {
  readonly period: Period;
  readonly x: number;
  readonly columnWidth: number;
  /** Drawing units per counted unit. */
  readonly scale: number;
  readonly textOf: (amount: number) => string;
}

function Column({ period: { period, parts }, x, columnWidth, scale, textOf }: ColumnProps) {
  const words = parts
    .filter(({ amount }) => amount > 0)
    .map(({ name, amount }) => t('settings.usage.chart.part', { name, amount: textOf(amount) }));
  return (
    <g>
      <title>{[periodLabel(period, 'long'), ...words].join('\n')}</title>
      {/* The full height responds to the pointer. */}
      <rect x={x} y={0} width={columnWidth} height={height - axis} className={styles.ground} />
      {parts.map(({ name, amount }, index) => {
        const below = parts.slice(0, index).reduce((sum, part) => sum + part.amount, 0);
        return amount === 0 ? null : (
          <rect
            key={name}
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
  /** The unit of the amounts. */
  readonly measure: 'tokens' | 'cost';
  /** The span of time of a column. */
  readonly each: 'month' | 'day';
  readonly textOf: (amount: number) => string;
  /** Formats the one number at the axis, which stands beside what it counts. */
  readonly shortText: (amount: number) => string;
}

/** Amounts by month or day, stacked. The tables below it contain the same numbers. */
export function UsageChart({
  data: { periods },
  measure,
  each,
  textOf,
  shortText,
}: UsageChartProps) {
  const most = Math.max(...periods.map(({ amount }) => amount));
  const scale = (height - axis - 14) / most;
  const step = Math.min(widest, width / periods.length);
  const columnWidth = step * (each === 'day' ? 0.75 : 0.87);
  // As many labels as fit; the newest period always has one.
  const every = Math.max(1, Math.ceil(64 / step));
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={styles.chart}
      role="img"
      aria-label={t(`settings.usage.chart.label.${measure}.${each}`, { most: textOf(most) })}
    >
      <line x1={0} x2={width} y1={14} y2={14} className={styles.line} />
      <text x={fromStart(width, 0)} y={10} textAnchor="end" className={styles.tick}>
        {t(`settings.usage.chart.top.${measure}.${each}`, { most: shortText(most) })}
      </text>
      <line x1={0} x2={width} y1={height - axis} y2={height - axis} className={styles.line} />
      {periods.map((period, index) => {
        const offset = index * step;
        const x = fromStart(offset, columnWidth);
        const fromEnd = periods.length - 1 - index;
        const isAtEnd = offset + 64 > width;
        return (
          <g key={period.period}>
            <Column period={period} x={x} columnWidth={columnWidth} scale={scale} textOf={textOf} />
            {fromEnd % every === 0 && (
              <text
                x={fromStart(isAtEnd ? offset + columnWidth : offset, 0)}
                y={height - 6}
                textAnchor={isAtEnd ? 'end' : 'start'}
                className={styles.tick}
              >
                {periodLabel(period.period, 'short')}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
