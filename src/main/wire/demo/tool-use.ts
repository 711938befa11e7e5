import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import { endsWithResults } from '../history.ts';
import type { Question, ToolDefinition } from '../protocol.ts';
import { text, type DemoText } from './answer.ts';

const asksTime =
  /\bwhat(?:['’]s| is)? (?:the )?time\b|\bwhat time\b|\bhow late is it\b|\bwie (?:spät|viel uhr)\b|\bquelle heure\b|\bqu[eé] horas?\b|который час|сколько времени|كم الساعة|何時|几点|幾點|몇 ?시/iu;
/** The longest quotation from a result, in UTF-16 code units. */
const longestRepeated = 2000;

/** Returns the text of the last user message; '' if there is none. */
function lastSaid({ messages }: Question): string {
  const last = messages.findLast(({ role }) => role === 'user');
  if (last?.role !== 'user') return '';
  return last.contents.map((each) => (each.kind === 'text' ? each.text : '')).join('\n');
}

function offered(tools: readonly ToolDefinition[]): DemoText {
  if (tools.length === 0) {
    return text(t('demo.no_tools'));
  }
  const names = tools.map(({ name }) => `- \`${name}\``).join('\n');
  const example = `/tool ${tools[0]?.name ?? ''} {}`;
  return text(`${withoutIsolates(t('demo.tools', { command: '/tool', example }))}\n\n${names}`);
}

function repeated(question: Question): DemoText {
  const results: string[] = [];
  for (const message of question.messages.toReversed()) {
    if (message.role === 'tool') results.unshift(message.text);
    else if (results.length > 0) break;
  }
  const said = results.join('\n\n').slice(0, longestRepeated);
  const quoted = said.split('\n').map((line) => `> ${line}`);
  return text(`${t('demo.result')}\n\n${quoted.join('\n')}\n\n${t('demo.result.after')}`);
}

/**
 * Returns the answer to a question about tools: a call, a quoted result or a list of tools.
 * Otherwise null.
 */
export function toolAnswer(question: Question): DemoText | null {
  const { tools = [], messages } = question;
  if (endsWithResults(messages)) return repeated(question);
  const said = lastSaid(question).trim();
  const [isCommand, name = '', args = ''] =
    /^\/tool(?:\s+(\S+)(?:\s+([^]+))?)?$/iu.exec(said) ?? [];
  if (isCommand !== undefined) {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) return offered(tools);
    return text('', { call: { name, arguments: args === '' ? '{}' : args } });
  }
  const clock = tools.find((each) => /(?:^|_)current_time$/.test(each.name));
  if (clock === undefined || said.length > 200 || !asksTime.test(said)) return null;
  return text(t('demo.no_clock'), {
    call: { name: clock.name, arguments: '{}' },
  });
}
