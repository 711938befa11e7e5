import { randomUUID } from 'node:crypto';
import { t } from '../../shared/language/translate.ts';
import type { CommandInput } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { readAddress } from './address.ts';
import { refuseTwoKeys } from './connecting.ts';
import type { ExtraKeeper } from './extras.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { askForConsent } from './plain-http.ts';
import type { SettingsPort } from './ports.ts';
import { withProtocols } from './learned/protocols.ts';
import type { ProviderList } from './provider-list.ts';
import { nameOf, readdressed, wantedExtras } from './saving.ts';

/** There is only one demo, so its id is fixed. */
const demoProviderId = 'demo';

/** Dependencies of {@link providerToSave}. */
export interface SavingRooms {
  readonly settings: SettingsPort;
  readonly keys: Pick<KeyRing, 'status'>;
  readonly extraKeeper: Pick<ExtraKeeper, 'keep'>;
  readonly providers: Pick<ProviderList, 'find' | 'freeName'>;
}

/** The provider with the organisation, project and timeout of a form. */
function withAccount(
  { organisation, project, timeoutSeconds, ...rest }: Provider,
  input: CommandInput<'providers.save'>,
): Provider {
  const kept = {
    organisation: input.organisation ?? organisation ?? '',
    project: input.project ?? project ?? '',
    timeoutSeconds: input.timeoutSeconds === undefined ? timeoutSeconds : input.timeoutSeconds,
  };
  return {
    ...rest,
    ...(kept.organisation === '' ? {} : { organisation: kept.organisation }),
    ...(kept.project === '' ? {} : { project: kept.project }),
    ...(kept.timeoutSeconds == null ? {} : { timeoutSeconds: kept.timeoutSeconds }),
  };
}

/** True for a key that the person entered: the environment's yields to a header. */
function hasOwnKey(keys: Pick<KeyRing, 'status'>, provider: Provider): boolean {
  return !['none', 'environment'].includes(keys.status(provider).kind);
}

/**
 * The provider that a form describes; its secret values are stored already. Throws what
 * `ProviderRegistry.save` throws.
 */
export async function providerToSave(
  { settings, keys, extraKeeper, providers }: SavingRooms,
  input: CommandInput<'providers.save'>,
): Promise<Provider> {
  if (input.kind === 'demo') {
    return {
      id: demoProviderId,
      kind: 'demo',
      name: input.name || t('first_run.demo.name'),
      baseUrl: '',
    };
  }
  const address = readAddress(input.baseUrl);
  const known = input.id === null ? null : providers.find(input.id);
  if (known?.kind === 'demo') {
    throw expected('demo_has_no_address', {});
  }
  const before = known ?? { id: randomUUID(), kind: input.kind, name: '', baseUrl: '' };
  const provider = withAccount(withProtocols(readdressed(before, input, address), input), input);
  askForConsent(provider);
  const extras = wantedExtras(input.extras, provider, address);
  const { allowWeakKeyStorage } = settings.read();
  if (extras !== null) refuseTwoKeys(provider, extras, hasOwnKey(keys, provider));
  const kept =
    extras === null ? provider : await extraKeeper.keep(provider, extras, allowWeakKeyStorage);
  return { ...kept, name: providers.freeName(input.name || nameOf(address.baseUrl), input.id) };
}
