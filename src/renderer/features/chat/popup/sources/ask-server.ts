import { t } from '../../../../../shared/language/translate.ts';
import { isBuiltInSource } from '../../../../../shared/model/tool-sources/built-in.ts';
import type { Result } from '../../../../../shared/model/errors.ts';
import type { OfferingServer } from '../../../../../shared/model/tool-sources/offers.ts';
import type { CommandInput } from '../../../../../shared/contract/index.ts';
import { valueOf, type ArgumentForm, type SourceContext } from '../composer-source.ts';

/** Makes a request with a name, by which main cancels it when the signal is aborted. */
export async function askServer<T>(
  { controller }: SourceContext,
  signal: AbortSignal,
  ask: (request: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const request = crypto.randomUUID();
  const cancel = (): void => void controller.command('offers.cancel', { request });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await ask(request);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Makes the function that asks a server for the values of a field; none if it fails. */
export function suggestionsOf(
  context: SourceContext,
  serverId: string,
  of: CommandInput<'offers.complete'>['of'],
): ArgumentForm['complete'] {
  return async (field, values, signal) => {
    const value = valueOf(values, field);
    const { [field]: _typed, ...others } = values;
    const result = await askServer(context, signal, (request) =>
      context.controller.command('offers.complete', {
        serverId,
        request,
        of,
        argument: { name: field, value },
        values: others,
      }),
    );
    return result.ok ? result.value : [];
  };
}

/** Returns the servers that are on and may offer this. */
export async function serversWith(
  what: 'hasPrompts' | 'hasResources',
  { controller, on }: SourceContext,
): Promise<readonly OfferingServer[]> {
  // Asking would load the tools.
  if (on.every(isBuiltInSource)) return [];
  const servers = await controller.command('offers.servers', { sources: [...on] });
  return servers.ok ? servers.value.filter((server) => server[what] !== false) : [];
}

/** Says what a list waits for. */
export function waitingFor({ name, isRunning }: OfferingServer): string {
  return isRunning ? t('popup.asking', { server: name }) : t('popup.starting', { server: name });
}
