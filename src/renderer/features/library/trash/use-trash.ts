import { useCallback, useEffect, useState } from 'react';
import type { Result } from '../../../../shared/model/errors.ts';
import type { TrashedConversation } from '../../../../shared/model/trash.ts';
import { useController } from '../../../client/use-app.ts';
import { outcomeText, type OutcomeText, type TrashOutcome } from './trash-text.ts';

const nothingYet: OutcomeText = { done: null, problem: null };

/** The contents of the trash and its actions. Nothing here throws; failures are in `outcome`. */
export interface Trash {
  /** Null until main has sent them. */
  readonly entries: readonly TrashedConversation[] | null;
  /** What became of the last action, in words. */
  readonly outcome: OutcomeText;
  readonly isBusy: boolean;
  readonly restore: (entries: readonly TrashedConversation[]) => Promise<void>;
  /** Deletes permanently. */
  readonly remove: (entries: readonly TrashedConversation[]) => Promise<void>;
}

/**
 * Reads the trash on opening and after each action here. Nothing else can delete while the dialog
 * is open.
 */
export function useTrash(): Trash {
  const controller = useController();
  const [entries, setEntries] = useState<readonly TrashedConversation[] | null>(null);
  const [outcome, setOutcome] = useState<TrashOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);

  const take = useCallback((result: Result<readonly TrashedConversation[]>): void => {
    if (result.ok) setEntries(result.value);
    else {
      setEntries((before) => before ?? []);
      setOutcome({ kind: 'failed', error: result.error });
    }
  }, []);
  useEffect(() => {
    void controller.command('trash.list', undefined).then(take);
  }, [controller, take]);

  const run = async (
    what: 'restore' | 'delete',
    chosen: readonly TrashedConversation[],
  ): Promise<void> => {
    if (chosen.length === 0 || isBusy) return;
    setBusy(true);
    const keys = chosen.map(({ key }) => key);
    const title = chosen.length === 1 ? chosen[0]?.title : undefined;
    const result =
      what === 'restore'
        ? await controller.command('trash.restore', { keys })
        : await controller.command('trash.delete', { keys });
    setOutcome(
      result.ok
        ? { kind: 'reported', what, report: result.value, title }
        : { kind: 'failed', error: result.error },
    );
    // The conversations that a toast offers to restore have been restored by now, or are gone.
    controller.forgetDeleted();
    take(await controller.command('trash.list', undefined));
    setBusy(false);
  };
  return {
    entries,
    outcome: outcome === null ? nothingYet : outcomeText(outcome),
    isBusy,
    restore: (chosen) => run('restore', chosen),
    remove: (chosen) => run('delete', chosen),
  };
}
