import { resolve } from 'node:path';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import { ExpectedError } from '../../shared/expected.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { newsWords } from '../../shared/words/news-words.ts';
import type { Connection } from '../wire/connection.ts';
import { speakInTerminal } from '../language/speak-in-terminal.ts';
import { createProtocols } from '../wire/open-protocol.ts';
import { demoModel } from '../wire/demo/names.ts';
import { createModelLister } from '../providers/list-models.ts';
import { firstChatModel } from '../providers/models.ts';
import { connectionFor } from './connection.ts';
import { createConversation, type TerminalConversation } from './conversation.ts';
import { homeIn, unsavedHome } from './home.ts';
import { isAtTerminal } from './lines.ts';
import {
  chatHelp,
  helpCommand,
  nothingToTalkTo,
  parseOptions,
  type ChatOptions,
} from './options.ts';
import { remarkOnError } from './remarks.ts';
import { printableSentence } from './screen.ts';
import { createSession } from './session.ts';
import { switchTools } from './tools-command.ts';

const { stdin, stdout, stderr } = process;

const openProtocol = createProtocols();
const listModels = createModelLister(openProtocol);

/** How long to wait for a server to list its models (ms). */
const listTimeoutMs = 15_000;

/** The model given in the options, or the first that the server lists; null if it lists none. */
async function chooseModel(connection: Connection, options: ChatOptions): Promise<string | null> {
  if (options.model !== null) return options.model;
  return options.demo
    ? demoModel
    : firstChatModel(await listModels(connection, AbortSignal.timeout(listTimeoutMs)));
}

/** The exit codes that shells expect of a program that was ended by a signal. */
const endings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Says something that belongs to no answer. It may quote a stranger's file or server. */
function complain(sentence: string): void {
  stderr.write(`${printableSentence(sentence)}\n`);
}

/** Says what could not be written. */
function tellUnsaved(unsaved: Coded | null): void {
  if (unsaved !== null) complain(sentences(t('terminal.unsaved'), sentenceOf(unsaved)));
}

/**
 * Writes everything and ends the tools' servers before a signal ends the program. A call that waits
 * waits again when the conversation is continued.
 */
function endOnSignals(conversation: TerminalConversation): void {
  for (const [signal, code] of Object.entries(endings)) {
    process.once(signal, () => {
      void conversation
        .close()
        .then(tellUnsaved)
        .finally(() => process.exit(code));
    });
  }
}

/** Chats until the person leaves; returns the exit code. */
async function chat(options: ChatOptions): Promise<number> {
  const named = options.data ?? process.env['PARLEY_USER_DATA'] ?? '';
  const folder = named === '' ? null : resolve(named);
  if (folder === null && options.continues) {
    complain(t('terminal.nothing_to_continue', { option: '--data' }));
    return 2;
  }
  const connection = await connectionFor(options, process.env);
  if (connection === null) {
    stderr.write(withoutIsolates(nothingToTalkTo()));
    return 2;
  }
  const model = await chooseModel(connection, options);
  if (model === null) {
    complain(t('terminal.no_models', { server: connection.name, option: '--model' }));
    return 1;
  }
  const conversation = await createConversation({
    chosen: { providerId: connection.providerId, model, protocol: openProtocol(connection) },
    systemPrompt: options.system,
    openHome: folder === null ? unsavedHome : homeIn(folder),
    continues: options.continues,
    mayAsk: isAtTerminal(stdin, stdout),
    onNotice: ({ news }) => complain(newsWords(news)),
    report: (error) => complain(String(error)),
  });
  endOnSignals(conversation);
  try {
    return await talk(conversation, model, options);
  } finally {
    tellUnsaved(await conversation.close());
  }
}

/** Talks until the person leaves; returns the exit code. */
async function talk(
  conversation: TerminalConversation,
  model: string,
  options: ChatOptions,
): Promise<number> {
  if (options.tools !== '') {
    const { isKnown, words } = await switchTools(conversation, options.tools, true);
    if (!isKnown) {
      complain(words);
      return 2;
    }
  }
  if (stdin.isTTY) {
    const welcome = t('terminal.welcome', { model, command: 'quit' });
    stdout.write(`${printableSentence(welcome)}\n\n`);
  }
  const session = createSession({
    conversation,
    showUsage: options.usage,
    input: stdin,
    output: stdout,
    complain,
    report: (error) => complain(String(error)),
  });
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', session.interrupt);
  const succeeded = await session.run();
  process.off('SIGINT', session.interrupt);
  // A person at the keyboard has seen the failure; a script needs the exit code.
  return succeeded || stdin.isTTY ? 0 : 1;
}

async function main(): Promise<number> {
  await speakInTerminal(process.argv.slice(2), process.env);
  const parsed = parseOptions(process.argv.slice(2));
  switch (parsed.kind) {
    case 'help':
      stdout.write(withoutIsolates(chatHelp()));
      return 0;
    case 'wrong':
      complain(parsed.message);
      complain(t('terminal.see_help', { command: helpCommand }));
      return 2;
    case 'chat':
      try {
        return await chat(parsed.options);
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        complain(remarkOnError(error.error));
        return 1;
      }
  }
}

// The reader of our output may exit first, as in `npm run chat | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const code = await main();
// Exit explicitly: idle connections and threads would keep the process alive for nothing.
stdout.write('', () => process.exit(code));
