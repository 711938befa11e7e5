import { useCallback, useState } from 'react';
import type { ModelInfo } from '../../../../shared/contract/index.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import { useController } from '../../../client/use-app.ts';

/** The state of a request for a provider's models. */
export type ModelsState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly models: readonly ModelInfo[] }
  | { readonly kind: 'failed'; readonly error: ParleyError };

/** Lists a provider's models on demand; `refresh` asks the server again. */
export function useModels(
  providerId: string | null,
): readonly [ModelsState, (refresh: boolean) => Promise<void>] {
  const controller = useController();
  const [held, setHeld] = useState<{ readonly of: string | null; readonly state: ModelsState }>({
    of: null,
    state: { kind: 'none' },
  });
  const list = useCallback(
    async (refresh: boolean): Promise<void> => {
      if (providerId === null) return;
      const set = (state: ModelsState): void => setHeld({ of: providerId, state });
      set({ kind: 'loading' });
      const result = await controller.command('models.list', { providerId, refresh });
      set(
        result.ok
          ? { kind: 'listed', models: result.value }
          : { kind: 'failed', error: result.error },
      );
    },
    [controller, providerId],
  );
  return [held.of === providerId ? held.state : { kind: 'none' }, list];
}
