import { monthOf, type Spending } from '../../../src/shared/model/spending/ledger.ts';
import type { SpendingFile } from '../../../src/main/spending/ports.ts';

/** A ledger in memory, whose requests can be looked at. */
export interface MemorySpending extends SpendingFile {
  readonly all: readonly Spending[];
}

/** Creates an empty one. */
export function memorySpending(): MemorySpending {
  const all: Spending[] = [];
  return {
    all,
    add: (spending) => void all.push(spending),
    months: () => Promise.resolve([...new Set(all.map(({ at }) => monthOf(at)))].toSorted()),
    ofMonth: (month) => Promise.resolve(all.filter(({ at }) => monthOf(at) === month)),
  };
}
