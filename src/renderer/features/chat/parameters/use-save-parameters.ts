import { useCallback } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import type { Parameters, SettableOrigin } from '../../../../shared/model/parameters/parameters.ts';
import { useController } from '../../../client/use-app.ts';
import type { CurrentModel } from '../page/current-model.ts';
import type { Turns } from '../page/turns.ts';

/** Saves the parameters of one origin. */
export type SaveParameters = (
  origin: SettableOrigin,
  parameters: Parameters,
) => Promise<Result<void>>;

/** Returns the function that saves parameters where they belong. */
export function useSaveParameters({
  conversationId,
  turns,
  current,
}: {
  readonly conversationId: Id | null;
  readonly turns: Turns;
  readonly current: CurrentModel;
}): SaveParameters {
  const controller = useController();
  const { providerId, model } = current;
  return useCallback<SaveParameters>(
    (origin, parameters) => {
      switch (origin) {
        case 'conversation': {
          if (conversationId !== null) {
            return controller.command('conversation.update', {
              conversationIds: [conversationId],
              patch: { parameters },
            });
          }
          turns.setCreate({ ...turns.create(), parameters });
          return Promise.resolve({ ok: true, value: undefined });
        }
        case 'model':
          return controller.command('models.setParameters', {
            providerId: providerId ?? '',
            model,
            parameters,
          });
        case 'app':
          return controller.command('settings.update', { parameters });
      }
    },
    [controller, conversationId, model, providerId, turns],
  );
}
