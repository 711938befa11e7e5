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
  --tools <names>    Switch tools on, such as web,calculator; /tools lists them
  --data <folder>    Keep the conversation in this data folder, and use its tool servers and
                     permissions (default: PARLEY_USER_DATA, else nothing is kept)
  --continue         Go on with the conversation of the data folder that was changed last
  --help             Print this

The API key is read from OPENAI_API_KEY and never written down.

At "You:" type a message, or one of these:

  /continue          Let the model go on with its last answer
  /retry             Ask the last question again
  /new               Start over with an empty conversation
  /tools             List the tools, what is on, and the tokens that they cost
  /tools on <name>   Switch a source of tools on, or one tool: /tools on web
  /tools off <name>  Switch it off: /tools off files/write_file
  quit, exit         Leave; so does Ctrl+D

Ctrl+C stops an answer that is arriving.

What a tool wants to do is asked on a line of its own, unless you have allowed it. Where input or
output is no terminal nobody can be asked: what is not already allowed is denied.
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
      return { kind: 'wrong', message: 'Choose either --demo or --base-url, not both.' };
    }
    const options = { system, demo, usage, model, baseUrl, allowHttp, data, continues, tools };
    return { kind: 'chat', options };
  } catch (error) {
    // The message of parseArgs explains unknown options and missing values.
    if (error instanceof TypeError) return { kind: 'wrong', message: error.message };
    throw error;
  }
}
