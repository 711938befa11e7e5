import type { Suspect } from './check.ts';

/** An expression that may stay although its work outgrows its input, or although it is made at run time. */
interface Exception {
  /** Below `src`. */
  readonly file: string;
  /** How its code begins. */
  readonly code: string;
  /** The longest input that it ever gets, in UTF-16 code units, and what in the code makes it so. */
  readonly longest: number;
  readonly because: string;
}

export const exceptions: readonly Exception[] = [];

function isFor(exception: Exception, { found }: Suspect): boolean {
  return found.file === exception.file && found.code.startsWith(exception.code);
}

/** True for what is on the list. */
export function isExcepted(suspect: Suspect): boolean {
  return exceptions.some((exception) => isFor(exception, suspect));
}

/** Exceptions that no expression needs any more. */
export function needless(suspects: readonly Suspect[]): readonly Exception[] {
  return exceptions.filter((each) => !suspects.some((suspect) => isFor(each, suspect)));
}
