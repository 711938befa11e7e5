import { text, type DemoText } from './answer.ts';
import type { DemoMessage } from './request.ts';

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

const commandPattern = new RegExp(`(?:^|[\\s"'“>])/(${Object.keys(titles).join('|')})\\b`, 'iu');

/** Answers a request to name a conversation: by the command it began with, else as a first look at Parley. */
export function titleFor(messages: readonly DemoMessage[]): DemoText {
  const asked = messages.filter(({ role }) => role === 'user').map((message) => message.text);
  // The answer to a greeting lists commands too; what the person typed comes before it.
  const first = asked.join('\n').slice(0, 2000);
  const name = commandPattern.exec(first)?.[1]?.toLowerCase();
  return text((name === undefined ? undefined : titles[name]) ?? 'A first look at Parley');
}
