import type { CommandInput, CommandName, CommandOutputs } from '../../shared/contract/index.ts';
import type { ApiService } from './service.ts';

type ApiCommand = Extract<CommandName, `api.${string}`>;

/** Answers the commands about the API. */
export function createApiHandlers(api: ApiService): {
  readonly [N in ApiCommand]: (
    input: CommandInput<N>,
  ) => Promise<CommandOutputs[N]> | CommandOutputs[N];
} {
  return {
    'api.status': () => api.view(),
    'api.setEnabled': ({ enabled }) => api.setEnabled(enabled),
    'api.createToken': ({ name }) => api.createToken(name),
    'api.revokeToken': ({ tokenId }) => api.revokeToken(tokenId),
    'api.allowOrigin': ({ origin }) => api.allowOrigin(origin),
    'api.forgetOrigin': ({ origin }) => api.forgetOrigin(origin),
    'api.keepContent': ({ keep }) => api.keepContent(keep),
    'api.content': ({ number }) => api.content(number),
  };
}
