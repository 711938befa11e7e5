/**
 * The format of bench results, for people and for `npm run bench -- --against`. A checkout with
 * this file has a bench that prints JSON lines; older ones do not.
 */
import { z } from 'zod';

const readingSchema = z.object({
  /** The bench it comes from. */
  bench: z.string(),
  /** The same in every build, so that two builds can be compared. */
  name: z.string(),
  value: z.number(),
  unit: z.enum(['ms', 'bytes', 'per second', 'none']),
  /** `count`: deterministic, or made to be. `measurement`: subject to noise. */
  kind: z.enum(['count', 'measurement']),
  better: z.enum(['lower', 'higher']),
});

/** One number of a bench, as stored in a JSON line. */
export type NamedReading = Readonly<z.infer<typeof readingSchema>>;

/** One number of a figure. */
export type Reading = Omit<NamedReading, 'bench'>;

/**
 * A row of a bench: the measured values, their budget, and the cheapest conceivable implementation.
 */
export interface Figure {
  readonly what: string;
  /** Null if it did not finish in time. */
  readonly readings: readonly Reading[] | null;
  readonly budget: string;
  readonly floor: string;
}

/** A time in ms; lower is better. */
export const time = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'ms',
  kind: 'measurement',
  better: 'lower',
});

/** Memory in bytes, which depends on when it was collected; lower is better. */
export const memory = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'bytes',
  kind: 'measurement',
  better: 'lower',
});

/** Occurrences per second; higher is better. */
export const rate = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'per second',
  kind: 'measurement',
  better: 'higher',
});

/** The ratio of two times; lower is better. */
export const ratio = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'none',
  kind: 'measurement',
  better: 'lower',
});

/** A number of things that depends on time; lower is better. */
export const varying = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'none',
  kind: 'measurement',
  better: 'lower',
});

/** A number of things, or of things per other thing; lower is better. */
export const count = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'none',
  kind: 'count',
  better: 'lower',
});

/** The size of a file or message in bytes; lower is better. */
export const size = (name: string, value: number): Reading => ({
  name,
  value,
  unit: 'bytes',
  kind: 'count',
  better: 'lower',
});

function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes.toFixed(0)} B`;
  if (Math.abs(bytes) < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A value with its unit. */
export function formatValue(value: number, unit: Reading['unit']): string {
  switch (unit) {
    case 'ms':
      return `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ms`;
    case 'bytes':
      return formatBytes(value);
    case 'per second':
      return `${Math.round(value).toLocaleString('en')}/s`;
    case 'none':
      return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2);
  }
}

/** The readings of a bench as JSON lines. */
export function encodeReadings(bench: string, figures: readonly Figure[]): readonly string[] {
  return figures.flatMap(({ readings }) =>
    (readings ?? []).map((reading) => JSON.stringify({ bench, ...reading } satisfies NamedReading)),
  );
}

/**
 * Parses the JSON lines in a bench's output; other lines are for people. Throws for a reading that
 * is not a number (JSON has no NaN) or is incomplete.
 */
export function decodeReadings(output: string): readonly NamedReading[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => readingSchema.parse(JSON.parse(line)));
}
