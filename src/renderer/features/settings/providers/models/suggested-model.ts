import type { ModelInfo } from '../../../../../shared/contract/index.ts';
import type { Result } from '../../../../../shared/model/errors.ts';
import { suggestModel } from '../../../../common/suggest-model.ts';

/** Suggests a model of a provider that was just chosen. */
export interface Suggestions {
  /**
   * Passes a model of the provider to `take`, null if none is listed. Does nothing if the person has
   * chosen something else by the time the list is there and `saving`, the choice of the provider
   * itself, is done.
   */
  readonly suggest: (
    providerId: string,
    take: (model: string | null) => void | Promise<void>,
    saving?: Promise<void>,
  ) => Promise<void>;
  /** The person has chosen something else: the suggestion that is still awaited is dropped. */
  readonly drop: () => void;
}

/** Creates the suggestions. A slow list never replaces a newer choice. */
export function createSuggestions(
  list: (providerId: string) => Promise<Result<readonly ModelInfo[]>>,
): Suggestions {
  let newest = 0;
  return {
    async suggest(providerId, take, saving = Promise.resolve()) {
      const mine = (newest += 1);
      const [listed] = await Promise.all([list(providerId), saving]);
      if (newest !== mine) return;
      await take(listed.ok ? suggestModel(listed.value.map(({ id }) => id)) : null);
    },
    drop() {
      newest += 1;
    },
  };
}
