import { isDeepStrictEqual } from 'node:util';
import type { StorageStatus } from '../../shared/contract/index.ts';
import type { Id } from '../../shared/model/conversation.ts';
import { errorCode } from '../disk/file-system.ts';

/** One sentence for the person on why the disk refused, and what helps. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full. Free some space, and Parley saves by itself.';
    case 'EACCES':
    case 'EPERM':
      return 'Parley is not allowed to write to its data folder, or another program holds a file open. Check the permissions of the folder.';
    case 'EROFS':
      return 'The disk is read-only. Make it writable, and Parley saves by itself.';
    case 'EIO':
      return 'The disk reported an error. Check the disk and copy your data folder to another one.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this computer. Close some programs, and Parley saves by itself.';
    case 'EBUSY':
      return 'Another program holds a file of Parley open. Parley tries again by itself.';
    case 'EFBIG':
      return 'A file has become too big for this disk. Free the disk of that limit, or begin a new conversation.';
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
      return 'The data folder is gone. Connect its disk or put it back, and Parley saves by itself.';
    case null:
      return `Saving failed: ${error instanceof Error ? error.message : 'unknown reason'}`;
    default:
      return `The disk refused to save (${code}). Parley tries again by itself.`;
  }
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
