import { parseArgs } from 'node:util';
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

export const serveHelp = `npm run serve -- [options]

Serves the models of Parley to other programs on this machine, without a window. See docs/api.md.

  --port <number>       where to listen (7175; 0: any free port)
  --base-url <address>  an OpenAI-compatible server; its key is taken from OPENAI_API_KEY
  --allow-http          agree that words and key can be read on the way to an http:// address on the
                        internet
  --demo                the demo model, too
  --data <folder>       the data folder, for its providers and conversations; default: PARLEY_USER_DATA,
                        else a passing one. Keys that the app has encrypted can be read only by the app:
                        for them, start it with --serve.
  -h, --help            this text

Tools of the data folder are run for programs that ask for it (run_tools). Nobody can be asked: what
is not already allowed is denied.

Without a provider, servers that run on this machine (Ollama, LM Studio …) are looked for.
`;

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
      return { kind: 'wrong', message: 'A port is a number from 0 to 65535.' };
    }
    return { kind: 'serve', options: { port, data, baseUrl, allowHttp, demo } };
  } catch (error) {
    // The message of parseArgs explains unknown options and missing values.
    if (error instanceof TypeError) return { kind: 'wrong', message: error.message };
    throw error;
  }
}
