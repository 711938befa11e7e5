import { useState } from 'react';
import type { CommandInput } from '../../../shared/contract/index.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import { suggestModel } from '../../common/suggest-model.ts';
import { useController } from '../../client/use-app.ts';

/** The first provider to set up. */
export interface FirstProvider extends Pick<
  CommandInput<'providers.save'>,
  'kind' | 'name' | 'baseUrl' | 'allowsPlainHttp'
> {
  readonly key: string;
  /** Typed by the person if the server lists no models; empty to pick one from the list. */
  readonly model: string;
}

/** The state of the setup. */
export interface Setup {
  readonly busy: boolean;
  readonly error: ParleyError | null;
  /** The server answers but does not list its models, so the person has to type one. */
  readonly needsModel: boolean;
  readonly begin: (provider: FirstProvider) => Promise<void>;
}

/** True if the server may work although its model list could not be read. */
function mayStillWork(error: ParleyError): boolean {
  // Without a status, no server answered, so the address is wrong.
  if (error.kind === 'invalid') return error.status !== undefined;
  return ['model_not_found', 'bad_response', 'server'].includes(error.kind);
}

/**
 * Saves a provider, asks it for its models and makes both the default. A failure undoes this, so
 * that a wrong key does not leave half a setup behind.
 */
export function useSetup(onDone: () => void): Setup {
  const controller = useController();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ParleyError | null>(null);
  const [needsModel, setNeedsModel] = useState(false);

  const attempt = async (provider: FirstProvider): Promise<ParleyError | null> => {
    const { key, model: _model, ...wanted } = provider;
    const saved = await controller.command('providers.save', { id: null, ...wanted });
    if (!saved.ok) return saved.error;
    const providerId = saved.value.id;
    const fail = async (failure: ParleyError): Promise<ParleyError> => {
      const taken = await controller.command('providers.delete', { providerId });
      return taken.ok ? failure : taken.error;
    };
    if (key.trim() !== '') {
      const kept = await controller.command('providers.setKey', { providerId, key });
      if (!kept.ok) return fail(kept.error);
    }
    let model: string | null = provider.model.trim();
    if (model === '') {
      const listed = await controller.command('models.list', { providerId, refresh: true });
      if (!listed.ok) {
        setNeedsModel(mayStillWork(listed.error));
        return fail(listed.error);
      }
      model = suggestModel(listed.value.map(({ id }) => id));
    }
    const chosen = await controller.command('settings.update', {
      defaultProviderId: providerId,
      defaultModel: model,
    });
    return chosen.ok ? null : fail(chosen.error);
  };

  const begin = async (provider: FirstProvider): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const failure = await attempt(provider);
    setBusy(false);
    setError(failure);
    if (failure === null) onDone();
  };
  return { busy, error, needsModel, begin };
}
