import type { CommandInput, ProviderView } from '../../../../shared/contract/index.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import type { Controller } from '../../../client/controller.ts';

/** The outcome of saving a provider and its key. */
export type SavedProvider =
  | { readonly kind: 'saved'; readonly provider: ProviderView }
  /** The address is unencrypted, so the person has to consent first. */
  | { readonly kind: 'question'; readonly error: Coded }
  | { readonly kind: 'wrong_address'; readonly error: Coded }
  | { readonly kind: 'refused'; readonly error: Coded }
  /** The provider was saved, but its key was not. */
  | { readonly kind: 'key_refused'; readonly provider: ProviderView; readonly error: Coded };

/** Saves a provider, then its key if one was entered. */
export async function saveProvider(
  controller: Pick<Controller, 'command'>,
  input: CommandInput<'providers.save'>,
  key: string,
): Promise<SavedProvider> {
  const saved = await controller.command('providers.save', input);
  if (!saved.ok) {
    const { kind, action, about } = saved.error;
    const { error } = saved;
    if (action === 'allow_plain_http') return { kind: 'question', error };
    if (kind === 'invalid' && about !== 'extras') return { kind: 'wrong_address', error };
    return { kind: 'refused', error };
  }
  const provider = saved.value;
  if (key.trim() === '') return { kind: 'saved', provider };
  const kept = await controller.command('providers.setKey', { providerId: provider.id, key });
  if (kept.ok) return { kind: 'saved', provider };
  return { kind: 'key_refused', provider, error: kept.error };
}
