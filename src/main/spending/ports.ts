import type { Spending } from '../../shared/model/spending/ledger.ts';

/** Keeps the cost of requests, month by month. */
export interface SpendingFile {
  /** Records a request. It is written soon, and counts at once. */
  add(spending: Spending): void;
  /**
   * The requests of a month (`2026-11`), also those of other processes. A line that cannot be read
   * is a request of unknown cost.
   */
  ofMonth(month: string): Promise<readonly Spending[]>;
  /** The months in which something was spent, oldest first. */
  months(): Promise<readonly string[]>;
}
