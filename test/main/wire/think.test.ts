import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import { createThinkSplitter } from '../../../src/main/wire/reasoning/think.ts';

interface Split {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: string;
  readonly began: boolean | null;
}

interface Options {
  readonly startsThinking?: boolean;
  readonly isWhole?: boolean;
}

/** The final result of a reader. */
function split(pieces: readonly string[], options: Options = {}): Split {
  const splitter = createThinkSplitter(options);
  const answer = createAnswer([], () => 0);
  let calls = '';
  const all = [
    ...pieces.flatMap((piece) => splitter.push(piece)),
    ...splitter.flush(options.isWhole ?? true),
  ];
  for (const piece of all) {
    if (piece.kind === 'call') calls += piece.text;
    else answer.push(piece);
  }
  const joined = (kind: 'text' | 'reasoning'): string =>
    answer
      .parts()
      .map((part) => (part.kind === kind ? part.text : ''))
      .join('');
  const began = splitter.beganThinking();
  return { text: joined('text'), reasoning: joined('reasoning'), calls, began };
}

function both(text: string, options: Options = {}): Pick<Split, 'text' | 'reasoning'> {
  const { text: said, reasoning } = split([text], options);
  const cut = split(text.split(''), options);
  expect({ text: cut.text, reasoning: cut.reasoning }).toEqual({ text: said, reasoning });
  return { text: said, reasoning };
}

/** Text made mostly of relevant tags. */
const openAndClose = [
  '<think>',
  '</think>',
  '<thinking>',
  '</thinking>',
  '<thought>',
  '</thought>',
];
const otherMarks = [
  '[THINK]',
  '[/THINK]',
  '◁think▷',
  '◁/think▷',
  '<answer>',
  '</answer>',
  '<|begin_of_thought|>',
  '<|end_of_thought|>',
  '<|begin_of_solution|>',
  '<|end_of_solution|>',
];
const tokens = ['<|channel|>', 'analysis', 'final', '<|message|>', '<|end|>', '<|start|>assistant'];
const calls = ['commentary to=functions.find ', '<|call|>', 'assistantfinal', '<thi', 'nk>', '</'];
const plain = ['\n', '\r\n', '\n\n', ' ', '. ', 'word', 'Word', '😀', '`', '```', '\n```\n', '('];
const fragments = fc.array(
  fc.constantFrom(...openAndClose, ...otherMarks, ...tokens, ...calls, ...plain, '~~~', '<'),
  { maxLength: 16 },
);

function cut(text: string, at: readonly number[]): readonly string[] {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
}

const words = (text: string): string => text.match(/[wW]ord|😀/gu)?.join('') ?? '';
const sorted = (text: string): string => text.split('').toSorted().join('');

describe('reasoning in the text', () => {
  it('is told alike wherever the stream is cut, and no word is lost', () => {
    fc.assert(
      fc.property(
        fragments,
        fc.array(fc.nat(), { maxLength: 20 }),
        fc.boolean(),
        fc.boolean(),
        (parts, cuts, startsThinking, isWhole) => {
          const whole = parts.join('');
          const options = { startsThinking, isWhole };
          const expected = split([whole], options);
          expect(split(cut(whole, cuts), options)).toEqual(expected);
          expect(split(whole.split(''), options)).toEqual(expected);
          const { text, reasoning, calls } = expected;
          // The name of a channel may contain some. The content of a header is not part of the
          // answer.
          if (/<\|(?:channel|start)\|>/.test(whole)) return;
          expect(sorted(words(`${text} ${reasoning} ${calls}`))).toBe(sorted(words(whole)));
        },
      ),
      { numRuns: 4000 },
    );
  });

  it.each([
    ['<think>', '</think>'],
    ['<Thinking>', '</Thinking>'],
    ['<thought>', '</thought>'],
    ['[THINK]', '[/THINK]'],
    ['<seed:think>', '</seed:think>'],
    ['◁think▷', '◁/think▷'],
    ['<|START_THINKING|>', '<|END_THINKING|>'],
    ['<|begin_of_thought|>', '<|end_of_thought|>'],
    ['<|channel>thought\n', '<channel|>'],
    ['<reasoning>', '</reasoning>'],
  ])('in %s is told from the answer', (open, close) => {
    const expected = { text: 'Yes.', reasoning: 'Weigh it.' };
    expect(both(`${open}Weigh it.${close}Yes.`)).toEqual(
      open.endsWith('\n') ? { ...expected, reasoning: '\nWeigh it.' } : expected,
    );
    expect(both(`\n${open}Weigh it.${close}\n\nYes.`).text).toBe('Yes.');
  });

  it('needs no opening mark: the template of the model may have put it into the prompt', () => {
    const { text, reasoning, began } = split(['Weigh it.\nTwice.', '\n</think>\n\nYes.']);
    expect({ text, reasoning }).toEqual({ text: 'Yes.', reasoning: 'Weigh it.\nTwice.\n' });
    expect(began).toBe(true);
    expect(both('Weigh it.</think>Yes.')).toEqual({ text: 'Yes.', reasoning: 'Weigh it.' });
    expect(both('Okay</think>Yes.')).toEqual({ text: 'Yes.', reasoning: 'Okay' });
    expect(both('Weigh it. [/THINK] Yes.')).toEqual({ text: ' Yes.', reasoning: 'Weigh it. ' });
    expect(both('\n</think>\n\nYes.')).toEqual({ text: 'Yes.', reasoning: '' });
  });

  it('is shown as such at once where it is known to begin there', () => {
    const splitter = createThinkSplitter({ startsThinking: true });
    expect(splitter.push('Weigh it.')).toEqual([{ kind: 'reasoning', text: 'Weigh it.' }]);
    expect(both('Weigh it.</think>\n\nYes.', { startsThinking: true })).toEqual({
      text: 'Yes.',
      reasoning: 'Weigh it.',
    });
    // The model did not think this time, so the presumed reasoning is the answer.
    const plain = split(['Ye', 's.'], { startsThinking: true });
    expect(plain).toMatchObject({ text: 'Yes.', reasoning: '', began: false });
    expect(split(['Half of a tho'], { startsThinking: true, isWhole: false }).reasoning).toBe(
      'Half of a tho',
    );
  });

  it('may come after a first sentence', () => {
    expect(both('Sure.\n<think>\nWeigh it.\n</think>\n\nYes.')).toEqual({
      text: 'Sure.\nYes.',
      reasoning: '\nWeigh it.\n',
    });
    expect(both('Let me see. <thinking>Weigh it.</thinking> Yes.')).toEqual({
      text: 'Let me see.  Yes.',
      reasoning: 'Weigh it.',
    });
    expect(both('Sure!<think>Weigh it.</think>\n\nYes.').text).toBe('Sure!\n\nYes.');
  });

  it('in the channels of gpt-oss is told from the answer', () => {
    const analysis = '<|channel|>analysis<|message|>User greets.';
    const final = '<|start|>assistant<|channel|>final<|message|>Hello!';
    const expected = { text: 'Hello!', reasoning: 'User greets.' };
    expect(both(`${analysis}<|end|>${final}`)).toEqual(expected);
    expect(both(`<|start|>assistant${analysis}<|end|>${final}<|return|>`)).toEqual(expected);
    expect(both(`User greets.<|end|>${final}`)).toEqual(expected);
    expect(both('User greets.<|channel|>final<|message|>Hello!')).toEqual(expected);
    expect(both('analysisUser greets.assistantfinalHello!')).toEqual(expected);
    expect(both('<|channel|>final<|message|>Hello!')).toEqual({ text: 'Hello!', reasoning: '' });
    expect(both('analysisX is a word, and this is about it.').text).toMatch(/^analysisX is/);
  });

  it('reads a call in the channels of gpt-oss', () => {
    const call =
      '<|channel|>commentary to=functions.find <|constrain|>json<|message|>{"a":1}<|call|>';
    expect(
      split(`<|channel|>analysis<|message|>Look.<|end|><|start|>assistant${call}`.split('')),
    ).toEqual({ text: '', reasoning: 'Look.', calls: '{"a":1}', began: null });
  });

  it.each([
    'The tag <think> opens, </think> closes.',
    'It begins with `<think>` and ends with `</think>`.\n\nThat is all.',
    'Use it so:\n\n```xml\n<think>\nWeigh it.\n</think>\n```\n\nDone.',
    'So:\n\n~~~\n</think>\n~~~\n',
    '1. In a list:\n   ```\n   </think>\n   ```\n',
    'Like this:\n\n    <think>\n    </think>\n\nDone.',
    'It ends with "</think>" in quotes.',
    'The model writes </think> when it is done.',
    'A stray `tick, then ``</think>`` in code.',
    '<think>...</think> is where models think.',
    '<think> and </think> are tags.',
    'Models answer. <think> opens and </think> closes it.',
    'gpt-oss writes `<|channel|>analysis<|message|>` first.',
    '```\n<|start|>assistant<|channel|>final<|message|>Hi\n```\n',
    'Is 1 < 2? [see](https://example.com) <b>yes</b> <th',
  ])('is not what an answer says about the marks: %j', (text) => {
    expect(both(text)).toEqual({ text, reasoning: '' });
  });

  it('goes on over marks in its own code, unless no other comes', () => {
    const thought = 'They mean `</think>` here.\n';
    expect(both(`<think>${thought}</think>Yes.`)).toEqual({ text: 'Yes.', reasoning: thought });
    expect(both('<think>An open\n```\nfence\n</think>\n\nYes.').text).toBe('\n\nYes.');
  });

  it('that never ends stays reasoning if it began the answer, and else was none', () => {
    expect(both('<think>so far </thi')).toEqual({ text: '', reasoning: 'so far </thi' });
    expect(both('Hello.\n<think>is a tag')).toEqual({
      text: 'Hello.\n<think>is a tag',
      reasoning: '',
    });
    expect(both('Hello.\n<think>cut off', { isWhole: false }).reasoning).toBe('cut off');
  });

  it('of white space only is dropped, as Qwen sends it', () => {
    expect(both('<think>\n\n</think>\n\nYes.')).toEqual({ text: 'Yes.', reasoning: '' });
  });

  it('leaves no pair around the answer', () => {
    expect(both('<think>Hm.</think>\n<answer>\nYes.\n</answer>')).toEqual({
      text: 'Yes.\n',
      reasoning: 'Hm.',
    });
    expect(
      both('<|begin_of_thought|>Hm.<|end_of_thought|><|begin_of_solution|>Yes.<|end_of_solution|>'),
    ).toEqual({ reasoning: 'Hm.', text: 'Yes.' });
    expect(both('<answer>Yes.</answer>').text).toBe('<answer>Yes.</answer>');
  });

  it('does not hold back text that cannot become a mark, nor endless white space', () => {
    const splitter = createThinkSplitter();
    expect(splitter.push('A')).toEqual([{ kind: 'delta', text: 'A' }]);
    expect(splitter.push(' <')).toEqual([{ kind: 'delta', text: ' ' }]);
    expect(splitter.push(' 2')).toEqual([{ kind: 'delta', text: '< 2' }]);
    expect(splitter.push(' <b')).toEqual([{ kind: 'delta', text: ' <b' }]);
    expect(split(Array.from({ length: 5000 }, () => ' ')).text).toHaveLength(5000);
  });
});
