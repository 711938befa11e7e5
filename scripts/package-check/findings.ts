/** What a check of packages has found. */
export interface Findings {
  /** Notes a problem unless `isRight`. */
  readonly expect: (isRight: boolean, problem: string) => void;
  readonly problems: () => readonly string[];
}

/** Collects the problems of one package, named by `subject`. */
export function createFindings(subject: string): Findings {
  const problems: string[] = [];
  return {
    expect(isRight, problem) {
      if (!isRight) problems.push(`${subject}: ${problem}`);
    },
    problems: () => problems,
  };
}
