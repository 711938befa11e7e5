import { perLanguage } from '../../shared/language/formats.ts';

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
type Unit = (typeof steps)[number];

const formatsOf = (unit: Unit, digits: 0 | 1) =>
  perLanguage(
    (tag) =>
      new Intl.NumberFormat(tag, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: digits,
      }),
  );
const whole = steps.map((unit) => formatsOf(unit, 0));
const precise = steps.map((unit) => formatsOf(unit, 1));

/** A readable size, such as `1.4 MB`, in steps of 1,000 like the system's file manager. */
export function formatBytes(bytes: number): string {
  const step = Math.min(
    steps.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  const value = bytes / 1000 ** step;
  const formats = value < 10 && step > 0 ? precise : whole;
  return formats[step]?.().format(value) ?? '';
}
