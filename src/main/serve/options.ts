import { parseArgs } from 'node:util';
import { helpRows, helpText, optionMistake } from '../../shared/words/desktop/command-line.ts';
import { t } from '../../shared/language/translate.ts';
import { readPort } from '../local-api/announce.ts';

/** Options for serving without a window. */
export interface ServeOptions {
  /** null uses the port in the settings. */
  readonly port: number | null;
  /** The data folder; null for a temporary one. */
  readonly data: string | null;
  readonly baseUrl: string | null;
  /** The person accepts that text and key are sent unencrypted to an `http://` address. */
  readonly allowHttp: boolean;
  readonly demo: boolean;
}

export type ParsedServe =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/** The command that lists all options. */
export const helpCommand = 'npm run serve -- --help';

/** Explains the command line. */
export function serveHelp(): string {
  return [
    'npm run serve -- [options]',
    helpText(t('serve.help.title', { file: 'docs/api.md' })),
    helpRows([
      ['--port <number>', t('serve.help.port', { port: '7175' })],
      ['--base-url <address>', t('serve.help.base_url', { variable: 'OPENAI_API_KEY' })],
      ['--allow-http', t('terminal.help.allow_http')],
      ['--demo', t('serve.help.demo')],
      [
        '--data <folder>',
        t('serve.help.data', { variable: 'PARLEY_USER_DATA', option: '--serve' }),
      ],
      ['-h, --help', t('terminal.help.help')],
    ]),
    helpText(t('serve.help.tools', { field: 'run_tools' })),
    `${helpText(t('serve.help.no_provider'))}\n`,
  ].join('\n\n');
}

/** Parses the command line; a mistake is returned as a sentence. */
export function parseServeOptions(parameters: readonly string[]): ParsedServe {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'base-url': { type: 'string' },
        'allow-http': { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const { demo, data = null, 'base-url': baseUrl = null } = values;
    const { 'allow-http': allowHttp } = values;
    const port = values.port === undefined ? null : readPort(values.port);
    if (values.port !== undefined && port === null) {
      return { kind: 'wrong', message: t('serve.wrong_port') };
    }
    return { kind: 'serve', options: { port, data, baseUrl, allowHttp, demo } };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'wrong', message: optionMistake(error) };
    throw error;
  }
}
