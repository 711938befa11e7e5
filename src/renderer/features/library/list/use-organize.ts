import { useMemo } from 'react';
import type { CommandInput } from '../../../../shared/contract/index.ts';
import { linkTo } from '../../../../shared/model/arrival/link.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Coded, Result } from '../../../../shared/model/errors.ts';
import type { ExportFormat } from '../../../../shared/model/jobs.ts';
import { useController } from '../../../client/use-app.ts';

/** Actions on one or many conversations. None of them throws; failures are reported. */
export interface Organize {
  readonly rename: (id: Id, title: string) => void;
  readonly pin: (ids: readonly Id[], pinned: boolean) => void;
  readonly archive: (ids: readonly Id[], archived: boolean) => void;
  /** Null removes them from their folder. */
  readonly move: (ids: readonly Id[], folder: string | null) => void;
  /** Opens the folder dialog. */
  readonly chooseFolder: (ids: readonly Id[]) => void;
  readonly takeOut: (ids: readonly Id[], format: ExportFormat) => void;
  readonly copy: (id: Id, as: CommandInput<'library.copy'>['as']) => void;
  readonly copyLink: (id: Id) => void;
  /** Has main make a file of a conversation and drag that. */
  readonly dragOut: (conversationId: Id) => void;
  readonly openWindow: (id: Id) => void;
  readonly remove: (ids: readonly Id[]) => void;
}

/**
 * The actions of the list, its menus and its bar. `onProblem` receives the failure of each action,
 * or null.
 */
export function useOrganize(onProblem: (error: Coded | null) => void): Organize {
  const controller = useController();
  return useMemo(() => {
    const tell = async (result: Promise<Result<unknown>>): Promise<void> => {
      const ended = await result;
      onProblem(ended.ok ? null : ended.error);
    };
    const update = (
      ids: readonly Id[],
      patch: CommandInput<'conversation.update'>['patch'],
    ): void => {
      if (ids.length === 0) return;
      void tell(controller.command('conversation.update', { conversationIds: [...ids], patch }));
    };
    return {
      rename: (id, title) => update([id], { title }),
      pin: (ids, pinned) => update(ids, { pinned }),
      archive: (ids, archived) => update(ids, { archived }),
      move: (ids, folder) => update(ids, { folder }),
      chooseFolder: (conversationIds) =>
        controller.setDialog({ kind: 'move_to_folder', conversationIds }),
      takeOut: (ids, format) => {
        const what = { kind: 'conversations' as const, conversationIds: [...ids] };
        void tell(controller.command('library.export', { what, format }));
      },
      copy: (conversationId, as) =>
        void tell(controller.command('library.copy', { conversationId, as })),
      copyLink: (id) => void tell(controller.command('app.copy', { text: linkTo(id, null) })),
      dragOut: (conversationId) =>
        void tell(controller.command('library.dragOut', { kind: 'conversation', conversationId })),
      openWindow: (conversationId) =>
        void tell(controller.command('app.openWindow', { conversationId })),
      remove: (ids) => void tell(controller.deleteAll(ids)),
    };
  }, [controller, onProblem]);
}
