import { namesText } from '../../language/formats.ts';
import { t } from '../../language/translate.ts';
import type { toolServerCodes } from '../../model/error-codes/tool-servers.ts';
import { durationWords } from './wait-words.ts';
import type { WordsFor } from './words-for.ts';

interface BySeconds {
  readonly server: string;
  readonly seconds: number;
}

const bySeconds =
  (code: 'tool_call_idle' | 'tool_call_too_long' | 'tool_server_silent') =>
  ({ server, seconds }: BySeconds): string =>
    t(`error.${code}`, { server, duration: durationWords(seconds) });

export const toolServerWords = {
  tool_command_missing: ({ command, folders }) =>
    folders.length === 0
      ? t('error.tool_command_missing.anywhere', { command })
      : t('error.tool_command_missing', { command, folders: namesText(folders, 'disjunction') }),
  tool_server_ended: ({ server, code, signal }) => {
    if (signal !== null) return t('error.tool_server_ended.signal', { server, signal });
    return code === null
      ? t('error.tool_server_ended', { server })
      : t('error.tool_server_ended.code', { server, code });
  },
  tool_server_silent: bySeconds('tool_server_silent'),
  tool_call_idle: bySeconds('tool_call_idle'),
  tool_call_too_long: bySeconds('tool_call_too_long'),
} satisfies WordsFor<typeof toolServerCodes>;
