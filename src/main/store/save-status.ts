import { isDeepStrictEqual } from 'node:util';
import type { StorageStatus } from '../../shared/contract/index.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { diskWords, type DiskFault } from '../../shared/words/disk-words.ts';
import { errorCode } from '../disk/file-system.ts';

/** One sentence for the person on why the disk refused, and what helps. */
export function reasonOf(error: unknown): string {
  return diskWords(diskFaultOf(error));
}

/** Why the disk refused, as data. */
export function diskFaultOf(error: unknown): DiskFault {
  return { code: errorCode(error), said: error instanceof Error ? error.message : null };
}

/** What could not be written so far, gathered from everything that writes. */
export interface SaveStatus {
  /** `problem` null: what `key` stands for is on the disk. */
  report(
    key: string,
    problem: { readonly reason: string; readonly conversationId: Id | null } | null,
  ): void;
  current(): StorageStatus;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (status: StorageStatus) => void): () => void;
}

/** Makes the board; the listeners hear only of changes. */
export function createSaveStatus(): SaveStatus {
  const problems = new Map<
    string,
    { readonly reason: string; readonly conversationId: Id | null }
  >();
  const listeners = new Set<(status: StorageStatus) => void>();
  let status: StorageStatus = { kind: 'saved' };

  function summary(): StorageStatus {
    const newest = [...problems.values()].at(-1);
    if (newest === undefined) return { kind: 'saved' };
    const ids = new Set<Id>();
    for (const { conversationId } of problems.values()) {
      if (conversationId !== null) ids.add(conversationId);
    }
    return { kind: 'unsaved', reason: newest.reason, conversationIds: [...ids] };
  }

  return {
    report(key, problem) {
      const before = problems.get(key);
      if (problem === null) {
        if (before === undefined) return;
        problems.delete(key);
      } else {
        if (before?.reason === problem.reason) return;
        problems.delete(key);
        problems.set(key, problem);
      }
      const after = summary();
      if (isDeepStrictEqual(after, status)) return;
      status = after;
      for (const listener of listeners) listener(status);
    },
    current: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
