import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { ApiService } from './service.ts';

/** Creates the handlers of commands about the API. */
export function createApiHandlers(api: ApiService): HandlersOf<'api'> {
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
