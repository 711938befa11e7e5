import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';

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

/** How many wordings there are of each part. */
const wordings = [1, 2, 3] as const;

function pick(index: number): (typeof wordings)[number] {
  return wordings[index % wordings.length] ?? 1;
}

/** Describes what a model would be sent with this message: the reason why a chat has a memory. */
function context({ earlier, hasSystemPrompt }: Heard): string {
  if (earlier > 0) {
    return hasSystemPrompt
      ? t('demo.echo.given.both', { count: earlier })
      : t('demo.echo.given.messages', { count: earlier });
  }
  return hasSystemPrompt ? t('demo.echo.given.system_prompt') : '';
}

/** The answer to free text: repeats it, says what the demo is, and suggests something to try. */
export function echoPage(heard: Heard): string {
  const turn = pick(heard.earlier + heard.attempt);
  const road = t('demo.echo.road', { words: countWords(heard.said) });
  return `${t(`demo.echo.opening.${pick(heard.attempt)}`)}

${quote(heard.said)}

${sentences(t(`demo.echo.apology.${turn}`), road, context(heard))}

${sentences(t(`demo.echo.suggestion.${turn}`), t('demo.echo.help'))}
`;
}
