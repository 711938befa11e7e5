import { t } from '../../language/translate.ts';
import type { toolSignInCodes } from '../../model/error-codes/tool-sign-in.ts';
import type { WordsFor } from './words-for.ts';

export const toolSignInWords = {
  tool_server_wants_scope: ({ server, scope }) =>
    scope === ''
      ? t('error.tool_server_wants_scope', { server })
      : t('error.tool_server_wants_scope.named', { server, scope }),
  tool_sign_in_port: ({ server, port }) =>
    port === 0
      ? t('error.tool_sign_in_port.any', { server })
      : t('error.tool_sign_in_port', { server, port }),
} satisfies WordsFor<typeof toolSignInCodes>;
