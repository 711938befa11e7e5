/** Facts about a message that is not a command. */
export interface Heard {
  readonly said: string;
  /**
   * How many times the same message was sent in a row, from 0; a regenerated answer is worded
   * differently.
   */
  readonly attempt: number;
  /** How many messages the person sent before this one. */
  readonly earlier: number;
  readonly hasSystemPrompt: boolean;
}

const quotedCharacters = 280;

/** The message as a quote, cut at a word if it is long. */
function quote(said: string): string {
  const cut = said.length > quotedCharacters;
  const shown = cut ? said.slice(0, quotedCharacters).replace(/(?<!\s)\s+\S*$/u, '') : said;
  return `${shown}${cut ? ' …' : ''}`
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** A long prompt is not split to be counted, because this runs in main. */
function countWords(said: string): number {
  let words = 0;
  for (const _word of said.matchAll(/\S+/gu)) words += 1;
  return words;
}

const openings = [
  'You wrote:',
  'This is what reached me:',
  'I received, letter for letter:',
] as const;

const apologies = [
  'I would gladly answer, but I am only the demo: a script, not a language model.',
  'A language model would have something to say to that. I am a script with a few pages to show.',
  'That deserves a better answer than mine: I am the demo, not a language model.',
] as const;

const suggestions = [
  'Try `/code` or `/table` to see how answers look, or `/long 2000` for one that runs a while.',
  'Try `/reasoning` for a model that thinks first, or `/cut` for an answer to be continued.',
  'Try `/markdown` for everything on one page, or `/error 429` for a failure and the way out.',
] as const;

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? '';
}

/** Describes what a model would be sent with this message: the reason why a chat has a memory. */
function context({ earlier, hasSystemPrompt }: Heard): string {
  const parts = [
    ...(earlier === 1 ? ['your earlier message'] : []),
    ...(earlier > 1 ? [`your ${earlier} earlier messages`] : []),
    ...(hasSystemPrompt ? ['your system prompt'] : []),
  ];
  return parts.length === 0
    ? ''
    : ` A real model would also have been given ${parts.join(' and ')}.`;
}

/** The answer to free text: repeats it, says what the demo is, and suggests something to try. */
export function echoPage(heard: Heard): string {
  const words = countWords(heard.said);
  const yours =
    words === 1
      ? 'your one word took the road it would take to a real model'
      : `your ${words.toLocaleString('en')} words took the road they would take to a real model`;
  const turn = heard.earlier + heard.attempt;
  return `${pick(openings, heard.attempt)}

${quote(heard.said)}

${pick(apologies, turn)} Still, ${yours}, and this reply takes the road back.${context(heard)}

${pick(suggestions, turn)} \`/help\` lists every command, and in **Settings** you can connect a real model.
`;
}
