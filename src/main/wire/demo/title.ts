import { text, type DemoText } from './answer.ts';
import { meansParley, type DemoMessage } from './script.ts';

const titles: Readonly<Record<string, string>> = {
  help: 'What the demo can do',
  markdown: 'Everything on one page',
  code: 'Code in five languages',
  table: 'Tables, narrow and wide',
  math: 'A few formulas',
  reasoning: 'The bat and the ball',
  long: 'A lighthouse keeper’s log',
  slow: 'A slow answer',
  cut: 'An answer in two parts',
  error: 'When something fails',
};

const longestTitleWords = 6;

/** The first words of a question, without surrounding punctuation. */
function firstWords(question: string): string {
  const words = question.slice(0, 500).split(/\s+/u).slice(0, longestTitleWords).join(' ');
  return words.replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
}

/**
 * Answers a request to name a conversation; its last message begins with the person's question. The
 * name comes from the command that was tried, else from the first words.
 */
export function titleFor(messages: readonly DemoMessage[]): DemoText {
  const question = messages.findLast(({ role }) => role === 'user')?.text.trim() ?? '';
  if (meansParley(question.split('\n', 1)[0] ?? '')) return text('A first look at Parley');
  const name = /^\/([a-z]+)\b/iu.exec(question)?.[1]?.toLowerCase() ?? '';
  const title = Object.hasOwn(titles, name) ? titles[name] : firstWords(question);
  return text(title === undefined || title === '' ? 'A first look at Parley' : title);
}
