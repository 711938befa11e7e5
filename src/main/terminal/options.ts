import { parseArgs } from 'node:util';

/** Options from the command line. */
export interface ChatOptions {
  readonly system: string;
  readonly demo: boolean;
  readonly model: string | null;
  readonly baseUrl: string | null;
  /** The person accepts that text and key are sent unencrypted to an `http://` address. */
  readonly allowHttp: boolean;
  readonly usage: boolean;
}

export type Parsed =
  | { readonly kind: 'chat'; readonly options: ChatOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export const helpText = `Parley in the terminal: talk to a language model.

  npm run chat -- [options]

  --demo             Talk to the built-in demo model; needs no network and no key
  --base-url <url>   A server that speaks OpenAI's protocol, such as http://localhost:11434/v1
                     (default: OPENAI_BASE_URL, else OpenAI when OPENAI_API_KEY is set)
  --allow-http       Agree that words and key can be read on the way to an http:// address on the
                     internet
  --model <name>     The model (default: the first one that the server lists)
  --system <text>    A system prompt
  --usage            Print the tokens that each answer took
  --help             Print this

The API key is read from OPENAI_API_KEY and never written down.

At "You:" type a message, or one of these:

  /continue          Let the model go on with its last answer
  /retry             Ask the last question again
  /new               Start over with an empty conversation
  quit, exit         Leave; so does Ctrl+D

Ctrl+C stops an answer that is arriving.
`;

/** Printed if no model is specified anywhere. */
export const nothingToTalkTo = `There is no model to talk to yet. Choose one of these:

  npm run chat -- --demo                                  the built-in demo, right now
  OPENAI_API_KEY=… npm run chat                           OpenAI
  npm run chat -- --base-url http://localhost:11434/v1    a server on this machine

npm run chat -- --help lists all options.
`;

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
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const { system, demo, usage, model = null, 'base-url': baseUrl = null } = values;
    const { 'allow-http': allowHttp } = values;
    if (demo && baseUrl !== null) {
      return { kind: 'wrong', message: 'Choose either --demo or --base-url, not both.' };
    }
    return { kind: 'chat', options: { system, demo, usage, model, baseUrl, allowHttp } };
  } catch (error) {
    // The message of parseArgs explains unknown options and missing values.
    if (error instanceof TypeError) return { kind: 'wrong', message: error.message };
    throw error;
  }
}
