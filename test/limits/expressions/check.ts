import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { check } from 'recheck';
import type { Attack } from './attack.ts';
import type { FoundExpression } from './find.ts';
import { createMeter, type Growth } from './measure.ts';

/** recheck ran out of time, and no attack of our own made the work outgrow the input. */
type Undecided = 'undecided';

/** The known attacks on each expression, by its source and flags; empty if it is safe. */
export type Known = Readonly<Record<string, readonly Attack[] | Undecided>>;

/** An expression whose work grows faster than its input, or that cannot be read from the source. */
export type Suspect =
  | { readonly kind: 'outgrows'; readonly found: FoundExpression; readonly growth: Growth }
  | { readonly kind: 'unreadable'; readonly found: FoundExpression };

/** The result of checking many expressions. */
export interface Checked {
  readonly suspects: readonly Suspect[];
  readonly known: Known;
  /** Number of unknown expressions passed to recheck. */
  readonly asked: number;
  /** Number of expressions that nobody could judge. */
  readonly undecided: number;
}

/** Time limit of recheck per expression, in ms. We attack the unfinished ones ourselves. */
const recheckMs = 5000;

export function readKnown(file: string): Known {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Known) : {};
}

export function writeKnown(file: string, known: Known): void {
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(known)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, attacks]) => `  ${JSON.stringify(key)}: ${JSON.stringify(attacks)}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

function keyOf(source: string, flags: string): string {
  return `/${source}/${flags}`;
}

/** recheck's findings for an expression. */
async function ask(
  source: string,
  flags: string,
  timeout: number,
): Promise<readonly Attack[] | Undecided> {
  const answer = await check(source, flags, { timeout });
  switch (answer.status) {
    case 'safe':
      return [];
    case 'unknown':
      return 'undecided';
    case 'vulnerable': {
      const { pumps, suffix } = answer.attack;
      const bare = pumps.map(({ prefix, pump }) => ({ prefix, pump }));
      return [{ pumps: bare, suffix }];
    }
  }
}

/**
 * Runs the attacks on expressions and finds those whose work grows faster than their input. recheck
 * is used for those not in `known`; `tell` is called after each one.
 */
export async function checkAll(
  expressions: readonly FoundExpression[],
  known: Known,
  tell: (done: number, all: number) => void = () => undefined,
  timeoutMs = recheckMs,
): Promise<Checked> {
  const distinct = [
    ...new Map(expressions.map((each) => [keyOf(each.source ?? each.code, each.flags), each])),
  ];
  const suspects: Suspect[] = [];
  const next: Record<string, readonly Attack[] | Undecided> = {};
  let asked = 0;
  const meter = createMeter();
  try {
    for (const [index, [key, found]] of distinct.entries()) {
      tell(index + 1, distinct.length);
      const { source, flags } = found;
      if (source === null) {
        suspects.push({ kind: 'unreadable', found });
        continue;
      }
      const before = known[key];
      if (before === undefined) asked += 1;
      const answer = before ?? (await ask(source, flags, timeoutMs));
      next[key] = answer;
      // Our own attacks on an undecided one were tried before it was saved.
      if (answer.length === 0 || before === 'undecided') continue;
      const attacks = answer === 'undecided' ? [] : answer;
      const growth = await meter.measure({ source, flags, attacks, own: before === undefined });
      if (growth.kind === 'linear') continue;
      if (growth.kind !== 'endless') next[key] = [growth.attack];
      // Nothing is known to try it with, so the next run has to ask again.
      else if (attacks.length === 0) delete next[key];
      suspects.push({ kind: 'outgrows', found, growth });
    }
  } finally {
    await meter.close();
  }
  const undecided = Object.values(next).filter((each) => each === 'undecided').length;
  return { suspects, known: next, asked, undecided };
}

/** The attack as code: `"a" + "b".repeat(n)`. */
export function describeAttack({ pumps, suffix }: Attack): string {
  const parts = pumps.map(
    ({ prefix, pump }) => `${JSON.stringify(prefix)} + ${JSON.stringify(pump)}.repeat(n)`,
  );
  return [...parts, JSON.stringify(suffix)].join(' + ').replaceAll('"" + ', '');
}

/** Lines for a person: the location of the expression and the worst known input. */
export function describeSuspect(suspect: Suspect): string {
  const { file, line, code } = suspect.found;
  const head = `${file}:${line}  ${code.length > 200 ? `${code.slice(0, 200)}…` : code}`;
  if (suspect.kind === 'unreadable') return `${head}\n    is made at run time`;
  const { growth } = suspect;
  switch (growth.kind) {
    case 'endless':
      return `${head}\n    did not end`;
    case 'linear':
      return head;
    case 'overflows':
      return `${head}\n    ${describeAttack(growth.attack)}\n    fills the stack at ${growth.length.toLocaleString('en')}`;
    case 'outgrows': {
      const figures = growth.lengths.map(
        (length, at) => `${length.toLocaleString('en')}: ${(growth.works[at] ?? 0).toFixed(0)} ms`,
      );
      return `${head}\n    ${describeAttack(growth.attack)}\n    ${figures.join(', ')}`;
    }
  }
}
