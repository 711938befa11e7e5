import { t } from '../../../shared/language/translate.ts';
import { text, type DemoText } from './answer.ts';
import { meansParley, type DemoMessage } from './script.ts';

/** Commands that name the conversation which begins with them. */
const named = [
  'code',
  'cut',
  'error',
  'help',
  'long',
  'markdown',
  'math',
  'reasoning',
  'slow',
  'table',
] as const;

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
  if (meansParley(question.split('\n', 1)[0] ?? '')) return text(t('demo.title'));
  const name = /^\/([a-z]+)\b/iu.exec(question)?.[1]?.toLowerCase() ?? '';
  const command = named.find((each) => each === name);
  const title = command === undefined ? firstWords(question) : t(`demo.title.${command}`);
  return text(title === '' ? t('demo.title') : title);
}
