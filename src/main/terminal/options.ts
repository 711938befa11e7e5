import { parseArgs } from 'node:util';
import { helpRows, helpText, optionMistake } from '../../shared/words/desktop/command-line.ts';
import { t } from '../../shared/language/translate.ts';

/** Options from the command line. */
export interface ChatOptions {
  readonly system: string;
  readonly demo: boolean;
  readonly model: string | null;
  readonly baseUrl: string | null;
  /** The person accepts that text and key are sent unencrypted to an `http://` address. */
  readonly allowHttp: boolean;
  readonly usage: boolean;
  /** The data folder in which the conversation is kept; null if the option is not given. */
  readonly data: string | null;
  /** Goes on with the newest conversation of the data folder. */
  readonly continues: boolean;
  /** The tools to switch on, by their names; '' for none. */
  readonly tools: string;
}

export type Parsed =
  | { readonly kind: 'chat'; readonly options: ChatOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/** The command that lists all options. */
export const helpCommand = 'npm run chat -- --help';

/** Explains the command line and what can be typed. */
export function chatHelp(): string {
  const url = 'http://localhost:11434/v1';
  return [
    t('terminal.help.title'),
    '  npm run chat -- [options]',
    helpRows([
      ['--demo', t('terminal.help.demo')],
      ['--base-url <url>', t('terminal.help.base_url', { url })],
      ['--allow-http', t('terminal.help.allow_http')],
      ['--model <name>', t('terminal.help.model')],
      ['--system <text>', t('terminal.help.system')],
      ['--usage', t('terminal.help.usage')],
      ['--tools <names>', t('terminal.help.tools', { names: 'web,calculator', command: '/tools' })],
      ['--data <folder>', t('terminal.help.data', { variable: 'PARLEY_USER_DATA' })],
      ['--continue', t('terminal.help.continue')],
      ['--help', t('terminal.help.help')],
    ]),
    helpText(t('terminal.help.key', { variable: 'OPENAI_API_KEY' })),
    helpText(t('terminal.help.type', { prompt: t('terminal.you') })),
    helpRows([
      ['/continue', t('terminal.help.type.continue')],
      ['/retry', t('terminal.help.type.retry')],
      ['/new', t('terminal.help.type.new')],
      ['/tools', t('terminal.help.type.tools')],
      ['/tools on <name>', t('terminal.help.type.tools_on', { command: '/tools on web' })],
      [
        '/tools off <name>',
        t('terminal.help.type.tools_off', { command: '/tools off files/write_file' }),
      ],
      ['quit, exit', t('terminal.help.type.quit')],
    ]),
    helpText(t('terminal.help.stop')),
    `${helpText(t('terminal.help.permission'))}\n`,
  ].join('\n\n');
}

/** Printed if no model is specified anywhere. */
export function nothingToTalkTo(): string {
  return [
    t('terminal.no_model'),
    helpRows([
      ['npm run chat -- --demo', t('terminal.no_model.demo')],
      ['OPENAI_API_KEY=… npm run chat', t('terminal.no_model.key')],
      ['npm run chat -- --base-url http://localhost:11434/v1', t('terminal.no_model.server')],
    ]),
    `${t('terminal.see_help', { command: helpCommand })}\n`,
  ].join('\n\n');
}

/** Parses the command line; a mistake is returned as a sentence. */
export function parseOptions(argv: readonly string[]): Parsed {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        system: { type: 'string', default: '' },
        demo: { type: 'boolean', default: false },
        model: { type: 'string' },
        'base-url': { type: 'string' },
        'allow-http': { type: 'boolean', default: false },
        usage: { type: 'boolean', default: false },
        data: { type: 'string' },
        continue: { type: 'boolean', default: false },
        tools: { type: 'string', default: '' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const { system, demo, usage, tools, model = null, data = null } = values;
    const { 'base-url': baseUrl = null, continue: continues } = values;
    const { 'allow-http': allowHttp } = values;
    if (demo && baseUrl !== null) {
      return {
        kind: 'wrong',
        message: t('terminal.wrong.both', { first: '--demo', second: '--base-url' }),
      };
    }
    const options = { system, demo, usage, model, baseUrl, allowHttp, data, continues, tools };
    return { kind: 'chat', options };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'wrong', message: optionMistake(error) };
    throw error;
  }
}
