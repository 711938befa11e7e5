import { join } from 'node:path';
import { expected } from '../../shared/expected.ts';
import { createFileLocks } from '../disk/file-lock.ts';
import { errorCode, nodeFileSystem } from '../disk/file-system.ts';
import type { Timers } from '../disk/timers.ts';

/**
 * Reserves conversations among the programs on one data folder, so that no two run the same waiting
 * call. A reservation ends with its process.
 */
export interface ConversationClaims {
  /**
   * Runs `work` while no other program has the conversation. Rejects with an ExpectedError if one
   * has.
   */
  hold<T>(conversationId: string, work: () => Promise<T>): Promise<T>;
}

/** Creates the claims of one process. A conversation must be held once at a time. */
export function createConversationClaims(root: string, timers: Timers): ConversationClaims {
  const locks = createFileLocks(nodeFileSystem, timers, Date.now);
  return {
    async hold(conversationId, work) {
      const path = join(root, 'conversations', `${conversationId}.chat`);
      let isHeld = false;
      try {
        return await locks.hold(path, () => {
          isHeld = true;
          return work();
        });
      } catch (error) {
        const isTaken = !isHeld && errorCode(error) === 'EBUSY';
        throw isTaken ? expected('answered_elsewhere', {}) : error;
      }
    },
  };
}
