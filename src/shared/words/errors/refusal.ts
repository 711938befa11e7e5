import { t } from '../../language/translate.ts';
import type { refusalCodes } from '../../model/error-codes/refusal.ts';
import { againOrChooseWords, againWords, momentsOf, waitOf } from './wait-words.ts';
import type { WordsFor } from './words-for.ts';

interface ByModel {
  readonly provider: string;
  /** Null if the request named none. */
  readonly model: string | null;
}

/** Names the model and its provider. */
const byModel =
  (
    code:
      | 'model_missing'
      | 'model_not_for_chat'
      | 'model_only_in_responses'
      | 'model_unreachable'
      | 'organization_unverified'
      | 'out_of_memory'
      | 'too_many_images',
  ) =>
  ({ provider, model }: ByModel): string =>
    model === null
      ? t(`error.${code}.no_model`, { provider })
      : t(`error.${code}`, { provider, model });

/** Names the model alone. */
const byModelAlone =
  (code: 'context_too_long' | 'images_not_taken' | 'system_prompt_not_taken') =>
  ({ model }: Pick<ByModel, 'model'>): string =>
    model === null ? t(`error.${code}.no_model`) : t(`error.${code}`, { model });

interface ByWait {
  readonly provider: string;
  /** Null if the server asked for no wait. */
  readonly waitMs: number | null;
}

/** Says when to try again; at once if the server asked for no wait. */
const again =
  (code: 'answered_too_slowly' | 'behind_gateway' | 'server_busy' | 'server_fault') =>
  ({ provider, waitMs }: ByWait): string =>
    t(`error.${code}`, { provider, again: againWords(waitOf(waitMs, 'now')) });

/** Says when to try again; in a moment if the server asked for no wait. */
const soon =
  (code: 'overloaded' | 'unavailable') =>
  ({ provider, waitMs }: ByWait): string =>
    t(`error.${code}`, { provider, again: againWords(waitOf(waitMs, 'moment')) });

export const refusalWords = {
  organization_unverified: byModel('organization_unverified'),
  model_missing: byModel('model_missing'),
  model_unreachable: byModel('model_unreachable'),
  model_not_for_chat: byModel('model_not_for_chat'),
  model_only_in_responses: byModel('model_only_in_responses'),
  out_of_memory: byModel('out_of_memory'),
  too_many_images: byModel('too_many_images'),
  context_too_long: byModelAlone('context_too_long'),
  images_not_taken: byModelAlone('images_not_taken'),
  system_prompt_not_taken: byModelAlone('system_prompt_not_taken'),
  field_not_accepted: ({ provider, model, field }) =>
    model === null
      ? t('error.field_not_accepted.no_model', { provider, field })
      : t('error.field_not_accepted', { model, field }),
  rate_limited: ({ provider, waitMs, span }) =>
    t('error.rate_limited', { provider, again: againWords(waitOf(waitMs, momentsOf(span))) }),
  model_crowded: ({ provider, model, waitMs, span }) => {
    const values = { provider, again: againOrChooseWords(waitOf(waitMs, momentsOf(span))) };
    return model === null
      ? t('error.model_crowded.no_model', values)
      : t('error.model_crowded', { ...values, model });
  },
  model_loading: ({ provider, model, waitMs }) => {
    const values = { provider, again: againWords(waitOf(waitMs, 'moment')) };
    return model === null
      ? t('error.model_loading.no_model', values)
      : t('error.model_loading', { ...values, model });
  },
  overloaded: soon('overloaded'),
  unavailable: soon('unavailable'),
  answered_too_slowly: again('answered_too_slowly'),
  server_busy: again('server_busy'),
  server_fault: again('server_fault'),
  behind_gateway: again('behind_gateway'),
  server_status: ({ provider, status, waitMs }) =>
    t('error.server_status', { provider, status, again: againWords(waitOf(waitMs, 'now')) }),
} satisfies WordsFor<typeof refusalCodes>;
