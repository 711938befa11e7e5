import { expect, test } from 'vitest';
import english from '../../../../src/shared/language/locales/en.json' with { type: 'json' };
import { createAnswer } from '../../../../src/main/turns/answer.ts';
import { buildMessages } from '../../../../src/main/turns/question.ts';
import { demoModel } from '../../../../src/main/wire/demo/names.ts';
import { createDemo } from '../../../../src/main/wire/demo/protocol.ts';
import type { Protocol, QuestionMessage } from '../../../../src/main/wire/protocol.ts';
import { nameConversation } from '../../../../src/main/turns/title.ts';
import { instant, lifelike, pauses, seededRandom } from '../../../../src/main/wire/demo/pace.ts';
import { tokensOf } from '../../../../src/main/wire/demo/tokens.ts';
import { languageOf, setLanguage } from '../../../../src/shared/language/translate.ts';
import type { ChatStep } from '../../../../src/shared/model/chat-event.ts';
import type { Message, Usage } from '../../../../src/shared/model/conversation.ts';

const connect = (paces = instant): Protocol => createDemo({ paces })('Demo');

const asked = (text: string): QuestionMessage => ({
  role: 'user',
  contents: [{ kind: 'text', text }],
});

interface Heard {
  readonly text: string;
  readonly reasoning: string;
  readonly usage: Usage | null;
  readonly deltas: number;
  readonly end: ChatStep | undefined;
}

async function hear(steps: AsyncIterable<ChatStep>): Promise<Heard> {
  const answer = createAnswer([], () => 0);
  let usage: Usage | null = null;
  let deltas = 0;
  let end: ChatStep | undefined;
  for await (const step of steps) {
    answer.push(step);
    if (step.kind === 'usage') usage = step.usage;
    if (step.kind === 'delta') deltas += 1;
    end = step;
  }
  const textOf = (kind: 'text' | 'reasoning'): string =>
    answer
      .parts()
      .map((part) => (part.kind === kind && 'text' in part ? part.text : ''))
      .join('');
  return { text: textOf('text'), reasoning: textOf('reasoning'), usage, deltas, end };
}

function ask(
  said: string | readonly QuestionMessage[],
  demo = connect(),
  model = demoModel,
): Promise<Heard> {
  const messages = typeof said === 'string' ? [asked(said)] : said;
  const { signal } = new AbortController();
  return hear(demo.ask({ model, messages, idleTimeoutMs: 10_000 }, signal));
}

const finished = { kind: 'finished', finishReason: 'stop' };

test('lists its model', async () => {
  expect(await connect().listModels()).toEqual([{ id: demoModel }]);
});

test.each([
  'hello',
  'Hi there!',
  'What can you do?',
  'what is Parley',
  'Guten Tag',
  'Hi, how are you?',
])('introduces Parley when asked "%s", and says that it is no language model', async (said) => {
  const { text, end } = await ask(said);
  expect(end).toMatchObject(finished);
  expect(text).toContain('# Welcome to Parley');
  expect(text).toContain('not a language model');
});

test('repeats other words, whatever Markdown they hold, and counts what it sends', async () => {
  const { text, usage, deltas, end } = await ask('Why is the sky blue?\n```\n# fence');
  expect(end).toMatchObject(finished);
  expect(text).toContain('> Why is the sky blue?\n> ```\n> # fence');
  expect(text).toContain('not a language model');
  expect(usage).toMatchObject({ completionTokens: deltas });
  expect(usage?.totalTokens).toBe((usage?.promptTokens ?? 0) + deltas);
});

test('a megabyte of prompt is answered, with a short quote', async () => {
  const { text, usage } = await ask('word '.repeat(220_000));
  expect(text).toContain('220,000 words');
  expect(text.length).toBeLessThan(1500);
  expect(usage?.promptTokens).toBeGreaterThan(200_000);
});

test.each([
  ['/help', /\| `\/long 5000` \|/],
  ['/markdown', /- \[x\] Open Parley[^]*```python[^]*\| ---: \|/],
  ['/code', /```typescript[^]*```python[^]*```sql[^]*```diff[^]*```bash/],
  ['/table', /\| :--- \| :--- \| ---: \| ---: \|/],
  ['/math', /\$\$\nx = \\frac\{-b \\pm \\sqrt\{b\^2 - 4ac\}\}\{2a\}\n\$\$/],
  ['/slow', /took my time/],
  ['/error', /\| `\/error 429` \|/],
  ['/error 777', /\| `\/error 429` \|/],
  ['/nonsense', /do not know the command `\/nonsense`[^]*\| `\/help` \|/],
  ['/long many', /number from 1 to 200,000/],
])('%s shows its page', async (command, page) => {
  const { text, end } = await ask(command);
  expect(text).toMatch(page);
  expect(text.match(/^```/gm)?.length ?? 0).toSatisfy((fences: number) => fences % 2 === 0);
  expect(end).toMatchObject(finished);
});

test('/long streams that many words in a language without spaces, too', async () => {
  setLanguage(languageOf('zh-CN', { ...english, 'demo.long.openings': '今天{number}级风。' }));
  const { text } = await ask('/long 5000');
  setLanguage(languageOf('en', english));
  const words = [...new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)];
  expect(words.filter(({ isWordLike }) => isWordLike === true)).toHaveLength(5000);
  expect(text).toMatch(/。$/u);
});

test.each([1, 2, 3, 4, 5, 77, 5000])('/long %i streams that many words', async (words) => {
  const { text, end } = await ask(`/long ${words}`);
  expect(text.trim().split(/\s+/)).toHaveLength(words);
  expect(text.match(/\*\*/g)?.length ?? 0).toSatisfy((marks: number) => marks % 2 === 0);
  expect(end).toMatchObject(finished);
});

test('/reasoning thinks first', async () => {
  const { text, reasoning, usage } = await ask('/reasoning');
  expect(reasoning).toContain('Let me check');
  expect(text).toContain('**The ball costs 0.05**');
  expect(usage?.reasoningTokens).toBeGreaterThan(50);
});

test.each([
  ['401', { kind: 'auth', status: 401 }],
  ['429', { kind: 'rate_limit', status: 429, retryAfterMs: 20_000 }],
  ['500', { kind: 'server', status: 500 }],
  ['503', { kind: 'server', status: 503 }],
  ['529', { kind: 'server', status: 529 }],
  ['quota', { kind: 'quota' }],
  ['context_length', { kind: 'context_length' }],
  ['model_not_found', { kind: 'model_not_found' }],
  ['bad_response', { kind: 'bad_response' }],
])('/error %s fails before the first word', async (name, error) => {
  const { text, end } = await ask(`/error ${name}`);
  expect(text).toBe('');
  expect(end).toMatchObject({ kind: 'failed', error });
});

test('/error network reads as a server that is not there', async () => {
  const { end } = await ask('/error network');
  expect(end).toMatchObject({ kind: 'failed', error: { kind: 'network', retryable: true } });
});

test.each(['broken', 'stream'])('/error %s keeps the words before it', async (name) => {
  const { text, end } = await ask(`/error ${name}`);
  expect(text).toMatch(/^This answer will not reach its end\..* offers the next$/);
  expect(end).toMatchObject({ kind: 'failed' });
});

test('/error content_filter ends with that reason', async () => {
  const { end } = await ask('/error content_filter');
  expect(end).toEqual({ kind: 'finished', finishReason: 'content_filter' });
});

test('a model that the demo does not have is refused', async () => {
  const { end } = await ask('hello', connect(), 'gpt-4');
  expect(end).toMatchObject({ kind: 'failed', error: { kind: 'model_not_found' } });
});

let nextId = 0;
function message(role: Message['role'], text: string): Message {
  nextId += 1;
  const id = `00000000-0000-7000-8000-${String(nextId).padStart(12, '0')}`;
  return {
    id,
    parentId: null,
    role,
    parts: [{ kind: 'text', text }],
    status: 'complete',
    createdAt: '2026-01-01T00:00:00Z',
  };
}

test('/cut reaches its limit, and Continue goes on without a seam', async () => {
  const first = await ask('/cut');
  expect(first.end).toEqual({ kind: 'finished', finishReason: 'length' });
  expect(first.text).toMatch(/a sen$/);
  const path = [message('user', '/cut'), message('assistant', first.text)];
  const second = await ask(buildMessages(path, '', { continueAnswer: true }));
  expect(second.text).toMatch(/^tence\./);
  expect(second.end).toMatchObject(finished);
});

test.each(['/table', '/long 300', 'Tell me a story'])(
  'a stopped answer to "%s" is continued where it stopped',
  async (said) => {
    const whole = await ask(said);
    const stopped = whole.text.slice(0, Math.floor(whole.text.length / 3));
    const path = [message('user', said), message('assistant', stopped)];
    const more = await ask(buildMessages(path, '', { continueAnswer: true }));
    expect(stopped + more.text).toBe(whole.text);
    const prefilled = await ask([asked(said), { role: 'assistant', text: stopped, calls: [] }]);
    expect(stopped + prefilled.text).toBe(whole.text);
  },
);

test('asked the same again, it finds other words; the context is told of', async () => {
  const connection = connect();
  const once = await ask('A riddle, please', connection);
  const again = await ask('A riddle, please', connection);
  expect(again.text).not.toBe(once.text);
  const later = await ask(
    [
      { role: 'system', text: 'Be brief.' },
      asked('One'),
      { role: 'assistant', text: 'Two', calls: [] },
      asked('Three'),
    ],
    connection,
  );
  expect(later.text).toContain('your earlier message and your system prompt');
});

test.each([
  ['/table', 'Tables, narrow and wide'],
  ['hello', 'A first look at Parley'],
  ['"Why is the sky blue in the morning?"', 'Why is the sky blue in'],
])('names a conversation that began with %s', async (question, title) => {
  const { signal } = new AbortController();
  const { text: answer } = await ask(question);
  const request = { protocol: connect(), model: demoModel, question, answer, signal };
  expect(await nameConversation(request)).toBe(title);
});

test('Stop ends the answer in the middle, and nothing is produced that nobody reads', async () => {
  const controller = new AbortController();
  const messages = [asked('/long 200000')];
  const question = { model: demoModel, messages, idleTimeoutMs: 10_000 };
  const steps = connect().ask(question, controller.signal);
  let deltas = 0;
  let end: ChatStep | undefined;
  for await (const step of steps) {
    if (step.kind === 'delta') deltas += 1;
    if (deltas === 10) controller.abort();
    end = step;
  }
  expect(end).toEqual({ kind: 'stopped' });
  expect(deltas).toBeLessThan(100);
});

test('Stop before the question ends it without a word', async () => {
  const messages = [asked('/long 5000')];
  const question = { model: demoModel, messages, idleTimeoutMs: 10_000 };
  expect((await hear(connect().ask(question, AbortSignal.abort()))).end).toEqual({
    kind: 'stopped',
  });
  const failing = { ...question, messages: [asked('/error 401')] };
  expect((await hear(connect().ask(failing, AbortSignal.abort()))).end).toEqual({
    kind: 'stopped',
  });
});

test('a consumer that leaves early ends the answer', async () => {
  const question = { model: demoModel, messages: [asked('/slow')], idleTimeoutMs: 10_000 };
  const steps = connect().ask(question, new AbortController().signal);
  for await (const step of steps) {
    expect(step.kind).toBe('delta');
    break;
  }
  expect(await steps.next()).toEqual({ done: true, value: undefined });
});

test.each(['', 'gpt-4'])('a model that the demo does not have is refused: "%s"', async (model) => {
  const { end } = await ask('Hello', connect(), model);
  expect(end).toMatchObject({ kind: 'failed', error: { kind: 'model_not_found' } });
});

test('tokens joined are the text again', () => {
  const text = '  Grüße,\n\n中文字符很多很多 👩‍👩‍👧 `code` **bold** supercalifragilistic…\n ';
  expect([...tokensOf(text)].join('')).toBe(text);
  expect([...tokensOf('')]).toEqual([]);
});

test('pauses vary around the pace, the same each time', () => {
  const pace = lifelike.normal;
  const next = pauses(pace, seededRandom(7));
  const all = Array.from({ length: 2000 }, next);
  const mean = all.reduce((sum, pause) => sum + pause, 0) / all.length;
  expect(1000 / mean).toBeCloseTo(pace.tokensPerSecond, -1);
  expect(new Set(all).size).toBeGreaterThan(1000);
  expect(all.slice(0, 5)).toEqual(Array.from({ length: 5 }, pauses(pace, seededRandom(7))));
});
