import type { Step } from '../behaviour.ts';
import { framings } from '../framing.ts';
import { brokenAfterText, properEnd, textBeforeBreak, variedText } from './misbehaviour.ts';
import type { Misbehaviour } from './misbehaviour.ts';

function prose(length: number): string {
  const sentence = 'The quick brown fox jumps over the lazy dog and never looks back. ';
  const paragraph = `${sentence.repeat(7)}\n\n`;
  return paragraph.repeat(Math.ceil(length / paragraph.length)).slice(0, length);
}

const fiveMegabytes = prose(5 * 1024 * 1024);
const manyCharacters = prose(200_000);

const framed = Object.entries(framings).map(([name, framing]): [string, Misbehaviour] => [
  `framing-${name}`,
  {
    about: `A whole answer in the framing "${name}".`,
    behaviour: { kind: 'text', text: variedText, framing },
    text: variedText,
    outcome: 'complete',
  },
]);

/** Two chunks for a four-byte character, each with one half of its UTF-16 pair. */
const splitPair = (make: { text: (text: string) => Step }): readonly Step[] => [
  make.text(' half \ud83d'),
  make.text('\ude00 and half'),
];

/** Unusual but complete answers: a client must show every character. */
export const oddities: Readonly<Record<string, Misbehaviour>> = {
  ...Object.fromEntries(framed),
  'done-early': {
    about: '[DONE] right after the finish reason, then more text that is not meant.',
    behaviour: brokenAfterText((make) => [...properEnd(make), make.text(' this is not meant')]),
    text: textBeforeBreak,
    outcome: 'complete',
  },
  'no-role-chunk': {
    about: 'No first chunk with only the role.',
    behaviour: { kind: 'text', text: variedText, first: 'none' },
    text: variedText,
    outcome: 'complete',
  },
  'null-content': {
    about: 'The first chunk has the content null.',
    behaviour: { kind: 'text', text: variedText, first: 'role-null' },
    text: variedText,
    outcome: 'complete',
  },
  'choices-null': {
    about: 'A chunk with `choices: null` in mid-stream.',
    behaviour: brokenAfterText((make) => [
      { kind: 'chunk', chunk: { ...make.chunk({}), choices: null } },
      make.text(' it goes on.'),
      ...properEnd(make),
    ]),
    text: `${textBeforeBreak} it goes on.`,
    outcome: 'complete',
  },
  'choices-empty': {
    about: 'A chunk with `choices: []` and usage in mid-stream, and one without choices at all.',
    behaviour: brokenAfterText((make) => [
      { kind: 'chunk', chunk: make.usageChunk(make.usage(3)) },
      { kind: 'chunk', chunk: { id: 'ping', object: 'chat.completion.chunk' } },
      make.text(' it goes on.'),
      ...properEnd(make),
    ]),
    text: `${textBeforeBreak} it goes on.`,
    outcome: 'complete',
  },
  'usage-unasked': {
    about: 'The usage comes on the last chunk, asked for or not.',
    behaviour: { kind: 'text', text: variedText, usage: 'last-chunk' },
    text: variedText,
    outcome: 'complete',
  },
  'usage-never': {
    about: 'No usage, even when asked for.',
    behaviour: { kind: 'text', text: variedText, usage: 'never' },
    text: variedText,
    outcome: 'complete',
  },
  'stream-options-refused': {
    about: 'A 400 for every request with stream_options; the same request without it is answered.',
    behaviour: {
      kind: 'choose',
      choose: ({ body }) =>
        body?.stream_options === undefined
          ? { kind: 'text', text: variedText }
          : {
              kind: 'error',
              status: 400,
              message: "Unrecognized request argument supplied: 'stream_options'",
            },
    },
    text: variedText,
    outcome: 'complete',
  },
  'unknown-finish-reason': {
    about: 'The finish reason is a word of the server’s own.',
    behaviour: { kind: 'text', text: variedText, finishReason: 'eos_token' },
    text: variedText,
    outcome: 'complete',
  },
  'tool-calls-without-index': {
    about: 'Fragments of tool calls carry no index, and only the first of each an id.',
    behaviour: {
      kind: 'text',
      text: 'I will look that up.',
      toolCallIndex: false,
      toolCalls: [
        { id: 'call_a', name: 'weather', arguments: '{"city":"Zürich"}' },
        { id: 'call_b', name: 'clock', arguments: '{"zone":"CET"}' },
      ],
    },
    text: 'I will look that up.',
    outcome: 'complete',
  },
  'reasoning-field': {
    about: 'Reasoning in the field `reasoning`.',
    behaviour: {
      kind: 'text',
      text: variedText,
      reasoning: 'Let me think: ∀x.',
      reasoningAs: 'reasoning',
    },
    text: variedText,
    reasoning: 'Let me think: ∀x.',
    outcome: 'complete',
  },
  'reasoning-inline': {
    about: 'Reasoning in `<think>` tags inside the text, one character a chunk.',
    behaviour: {
      kind: 'text',
      text: variedText,
      reasoning: 'Is 1 < 2? </thin Yes.',
      reasoningAs: 'think',
      tokenSize: 1,
    },
    text: variedText,
    reasoning: 'Is 1 < 2? </thin Yes.',
    outcome: 'complete',
  },
  'reasoning-parts': {
    about: 'Content as an array of parts, as Mistral’s reasoning models send it.',
    behaviour: {
      kind: 'text',
      text: variedText,
      reasoning: 'Let me think.',
      reasoningAs: 'parts',
    },
    text: variedText,
    reasoning: 'Let me think.',
    outcome: 'complete',
  },
  'split-surrogates': {
    about: 'A character of four bytes is split between two chunks, as halves of its UTF-16 pair.',
    behaviour: brokenAfterText((make) => [...splitPair(make), ...properEnd(make)]),
    text: `${textBeforeBreak} half 😀 and half`,
    outcome: 'complete',
  },
  'extra-fields': {
    about: 'Citations and search results beside `choices`, as Perplexity sends them.',
    behaviour: {
      kind: 'text',
      text: variedText,
      extra: { citations: ['https://example.com/a'], search_results: [{ title: 'A' }] },
    },
    text: variedText,
    outcome: 'complete',
  },
  'comments-while-waiting': {
    about: 'Comments keep the connection alive before the first token.',
    behaviour: {
      kind: 'steps',
      steps: (make) => [
        { kind: 'bytes', bytes: ': OPENROUTER PROCESSING\n\n' },
        { kind: 'bytes', bytes: ': OPENROUTER PROCESSING\n\n' },
        make.text(variedText),
        ...properEnd(make),
      ],
    },
    text: variedText,
    outcome: 'complete',
  },
  'wrong-content-type': {
    about: 'A proper stream that calls itself application/json.',
    behaviour: { kind: 'text', text: variedText, headers: { 'content-type': 'application/json' } },
    text: variedText,
    outcome: 'complete',
  },
  'slow-headers': {
    about: 'The status line comes late.',
    behaviour: { kind: 'text', text: variedText, headersDelayMs: 150 },
    text: variedText,
    outcome: 'complete',
  },
  'empty-answer': {
    about: 'A proper stream without one character of text.',
    behaviour: { kind: 'text', text: '' },
    text: '',
    outcome: 'complete',
  },
  'huge-chunk': {
    about: 'The answer is one chunk of 5 MB.',
    behaviour: { kind: 'text', text: fiveMegabytes, tokenSize: fiveMegabytes.length },
    text: fiveMegabytes,
    outcome: 'complete',
  },
  'tiny-chunks': {
    about: 'The answer is 200,000 chunks of one character.',
    behaviour: { kind: 'text', text: manyCharacters, tokenSize: 1 },
    text: manyCharacters,
    outcome: 'complete',
  },
};
