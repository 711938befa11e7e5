import { ExpectedError } from '../../shared/expected.ts';
import type { Connection } from '../wire/connection.ts';
import { createProtocols } from '../wire/open-protocol.ts';
import { demoModel } from '../wire/demo/names.ts';
import { createModelLister } from '../providers/list-models.ts';
import { firstChatModel } from '../providers/models.ts';
import { connectionFor } from './connection.ts';
import { createConversation } from './conversation.ts';
import { helpText, nothingToTalkTo, parseOptions, type ChatOptions } from './options.ts';
import { remarkOnError } from './remarks.ts';
import { createSession } from './session.ts';

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

/** Chats until the person leaves; returns the exit code. */
async function chat(options: ChatOptions): Promise<number> {
  const connection = await connectionFor(options, process.env);
  if (connection === null) {
    stderr.write(nothingToTalkTo);
    return 2;
  }
  const model = await chooseModel(connection, options);
  if (model === null) {
    stderr.write(`${connection.name} lists no models. Name one with --model.\n`);
    return 1;
  }
  if (stdin.isTTY) {
    stdout.write(`Talking to ${model}. Type quit or press Ctrl+D to leave.\n\n`);
  }
  const session = createSession({
    conversation: await createConversation({
      chosen: { providerId: connection.providerId, model, protocol: openProtocol(connection) },
      systemPrompt: options.system,
      report: (error) => stderr.write(`${String(error)}\n`),
    }),
    showUsage: options.usage,
    input: stdin,
    output: stdout,
  });
  process.on('SIGINT', session.interrupt);
  const succeeded = await session.run();
  process.off('SIGINT', session.interrupt);
  // A person at the keyboard has seen the failure; a script needs the exit code.
  return succeeded || stdin.isTTY ? 0 : 1;
}

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  switch (parsed.kind) {
    case 'help':
      stdout.write(helpText);
      return 0;
    case 'wrong':
      stderr.write(`${parsed.message}\nnpm run chat -- --help lists all options.\n`);
      return 2;
    case 'chat':
      try {
        return await chat(parsed.options);
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        stderr.write(`${remarkOnError(error.error)}\n`);
        return 1;
      }
  }
}

// The reader of our output may exit first, as in `npm run chat | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main();
