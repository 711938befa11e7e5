const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A readable size, such as `1.4 MB`, in steps of 1,000 like the system's file manager. */
export function formatBytes(bytes: number): string {
  const step = Math.min(
    steps.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  const unit = steps[step] ?? 'byte';
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
