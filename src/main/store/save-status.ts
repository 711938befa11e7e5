import { isDeepStrictEqual } from 'node:util';
import type { StorageStatus } from '../../shared/contract/index.ts';
import { ExpectedError } from '../../shared/expected.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { DiskFault } from '../../shared/model/disk-fault.ts';
import { codedOf, type Coded } from '../../shared/model/errors.ts';
import { errorCode } from '../disk/file-system.ts';

/** Why something could not be read or saved: the error's code, or that the disk refused. */
export function reasonOf(error: unknown): Coded {
  return error instanceof ExpectedError
    ? codedOf(error.error)
    : { code: 'disk_refused', params: { disk: diskFaultOf(error) } };
}

/** Why the disk refused. */
export function diskFaultOf(error: unknown): DiskFault {
  return { code: errorCode(error), said: error instanceof Error ? error.message : null };
}

export interface SaveProblem {
  readonly reason: Coded;
  readonly conversationId: Id | null;
}

/** Everything that is not on disk yet, collected from all writers. */
export interface SaveStatus {
  /** A `problem` of null means that what `key` stands for is on disk. */
  report(key: string, problem: SaveProblem | null): void;
  current(): StorageStatus;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (status: StorageStatus) => void): () => void;
}

/** Creates the save status; listeners are only called on changes. */
export function createSaveStatus(): SaveStatus {
  const problems = new Map<string, SaveProblem>();
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
        if (isDeepStrictEqual(before?.reason, problem.reason)) return;
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
