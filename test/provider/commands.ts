import type { AskedFor, Behaviour } from './behaviour.ts';
import { inputMessages } from './responses/input-messages.ts';
import { misbehaviours } from './misbehaviours.ts';
import { loadTranscripts } from './transcripts.ts';

/**
 * Help for the commands that a person can type into a prompt to choose the provider's behaviour.
 */
export const commandHelp = `Put one of these anywhere in a message:

* \`!error 429\`: refuse with that status
* \`!misbehave html-200\`: one of the misbehaviours below
* \`!transcript groq-reasoning\`: replay a recorded stream
* \`!words 500\`: so many words
* \`!rate 20\`: so many tokens a second, alone or with \`!words\` or \`!transcript\`
* \`!length\`: stop at the token limit, so that the answer can be continued`;

/** Text of numbered words, in paragraphs. */
export function numberedWords(count: number): string {
  const words = Array.from({ length: count }, (_, index) => `word-${index + 1}`);
  return words.map((word, index) => (index % 60 === 59 ? `${word}\n\n` : `${word} `)).join('');
}

function lastUserText(asked: AskedFor): string {
  const messages = asked.body?.messages ?? inputMessages(asked.body?.input);
  const last = messages.findLast((message) => message.role === 'user')?.content;
  return typeof last === 'string' ? last : JSON.stringify(last ?? '');
}

function argument(text: string, command: string): string | undefined {
  return new RegExp(`!${command}\\s+([\\w-]+)`).exec(text)?.[1];
}

/**
 * The behaviour requested by the person's last message; undefined if it names none. An unknown name
 * is answered with the list.
 */
export function behaviourFromPrompt(asked: AskedFor, defaultRate: number): Behaviour | undefined {
  const text = lastUserText(asked);
  const rate = Number(argument(text, 'rate') ?? defaultRate);
  const tokensPerSecond = rate > 0 ? rate : defaultRate;
  const status = Number(argument(text, 'error'));
  if (status >= 400 && status <= 599) return { kind: 'error', status };
  const named = argument(text, 'misbehave');
  if (named !== undefined) {
    const names = Object.keys(misbehaviours).map((name) => `* \`${name}\``);
    const list = `There is no \`${named}\`. These are known:\n\n${names.join('\n')}`;
    return misbehaviours[named]?.behaviour ?? { kind: 'text', text: list };
  }
  const replayed = argument(text, 'transcript');
  if (replayed !== undefined) {
    const transcripts = loadTranscripts();
    const found = transcripts.find((transcript) => transcript.name === replayed);
    if (found !== undefined) return { kind: 'chunks', chunks: found.chunks, tokensPerSecond };
    const names = transcripts.map((transcript) => `* \`${transcript.name}\``);
    return { kind: 'text', text: `No such transcript. These are known:\n\n${names.join('\n')}` };
  }
  const words = Number(argument(text, 'words'));
  if (words > 0) {
    return { kind: 'text', text: numberedWords(Math.min(words, 1_000_000)), tokensPerSecond };
  }
  if (text.includes('!length')) {
    const cut = 'This answer stops at the token limit, in the middle of';
    return { kind: 'text', text: cut, tokensPerSecond, finishReason: 'length' };
  }
  if (argument(text, 'rate') !== undefined) {
    return { kind: 'text', text: numberedWords(120), tokensPerSecond };
  }
  return undefined;
}
