import type { CommandInput, ProviderView } from '../../../../shared/contract/index.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import type { Controller } from '../../../client/controller.ts';

/** The outcome of saving a provider and its key. */
export type SavedProvider =
  | { readonly kind: 'saved'; readonly provider: ProviderView }
  /** The address is unencrypted, so the person has to consent first. */
  | { readonly kind: 'question'; readonly sentence: string }
  | { readonly kind: 'wrong_address'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The provider was saved, but its key was not. */
  | { readonly kind: 'key_refused'; readonly provider: ProviderView; readonly sentence: string };

/** Saves a provider, then its key if one was entered. */
export async function saveProvider(
  controller: Pick<Controller, 'command'>,
  input: CommandInput<'providers.save'>,
  key: string,
): Promise<SavedProvider> {
  const saved = await controller.command('providers.save', input);
  if (!saved.ok) {
    const { kind, action, about } = saved.error;
    const sentence = sentenceOf(saved.error);
    if (action === 'allow_plain_http') return { kind: 'question', sentence };
    if (kind === 'invalid' && about !== 'extras') return { kind: 'wrong_address', sentence };
    return { kind: 'refused', sentence };
  }
  const provider = saved.value;
  if (key.trim() === '') return { kind: 'saved', provider };
  const kept = await controller.command('providers.setKey', { providerId: provider.id, key });
  if (kept.ok) return { kind: 'saved', provider };
  return { kind: 'key_refused', provider, sentence: sentenceOf(kept.error) };
}
