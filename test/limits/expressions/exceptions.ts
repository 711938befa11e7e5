import type { Suspect } from './check.ts';

/**
 * An expression that is allowed although its work grows faster than its input, or although it is
 * made at run time.
 */
interface Exception {
  /** Relative to `src`. */
  readonly file: string;
  /** The start of its code. */
  readonly code: string;
  /** The longest possible input in UTF-16 code units, and the code that guarantees it. */
  readonly longest: number;
  readonly because: string;
}

export const exceptions: readonly Exception[] = [
  {
    file: 'main/attachments/text.ts',
    code: 'new RegExp(`[^',
    longest: 52_428_800,
    because: 'One character of a class; `largestAttachment` limits the file it is looked for in.',
  },
  {
    file: 'main/wire/refusals/reasons.ts',
    code: 'new RegExp(parts.map(({ source }) => source)',
    longest: 8000,
    because:
      'Its parts are literals in the same file and checked one by one; `longestWords` in errors.ts cuts.',
  },
  {
    file: 'main/wire/refusals/retry-after.ts',
    code: 'new RegExp(\n  String.raw`(?:${amountSource}',
    longest: 4000,
    because: 'At most four amounts of bounded length; the text is cut in the same file.',
  },
  {
    file: 'main/wire/refusals/retry-after.ts',
    code: 'new RegExp(\n  amountSource + `(?:',
    longest: 4000,
    because: 'An amount of bounded length and one of many words; the text is cut in the same file.',
  },
  {
    file: 'main/store/conversations/salvage.ts',
    code: 'new RegExp(`[{,]',
    longest: 2 ** 29,
    because:
      'Parley wrote the file; `name` is one of its own fields, and no two repeats can overlap.',
  },
];

function isFor(exception: Exception, { found }: Suspect): boolean {
  return found.file === exception.file && found.code.startsWith(exception.code);
}

/** True for a listed expression. */
export function isExcepted(suspect: Suspect): boolean {
  return exceptions.some((exception) => isFor(exception, suspect));
}

/** Exceptions that no expression needs any more. */
export function needless(suspects: readonly Suspect[]): readonly Exception[] {
  return exceptions.filter((each) => !suspects.some((suspect) => isFor(each, suspect)));
}
