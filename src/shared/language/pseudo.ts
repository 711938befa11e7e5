import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import type { Catalogue, PseudoTag } from './catalogues.ts';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀçđéƒğĥíĵķļɱñóþǫřšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓÞǪŘŠŢÚṼŴẊÝŽ';
const accents = new Map(Array.from(plain, (letter, index) => [letter, accented.charAt(index)]));
const vowel = /[aeiou]/iu;

const rightToLeftOverride = '\u202E';
const popDirection = '\u202C';

/** Words with accents, and about 40 % longer: every vowel is doubled. */
function longer(words: string): string {
  return words.replaceAll(/[a-z]/giu, (letter) =>
    (accents.get(letter) ?? letter).repeat(vowel.test(letter) ? 2 : 1),
  );
}

/** Words that are shown from right to left. Space around them stays where it is. */
function mirrored(words: string): string {
  return words.replaceAll(
    /\S+(?:\s+\S+)*/gu,
    (said) => `${rightToLeftOverride}${said}${popDirection}`,
  );
}

type Rewrite = (words: string) => string;

/** The same elements with other words. Arguments, options and tags stay as they are. */
function rewritten(
  elements: readonly MessageFormatElement[],
  rewrite: Rewrite,
): MessageFormatElement[] {
  return elements.map((element): MessageFormatElement => {
    if (element.type === TYPE.literal) return { ...element, value: rewrite(element.value) };
    if (element.type === TYPE.tag) {
      return { ...element, children: rewritten(element.children, rewrite) };
    }
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      const options = Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: rewritten(option.value, rewrite) },
      ]);
      return { ...element, options: Object.fromEntries(options) as typeof element.options };
    }
    return element;
  });
}

/** A message in a language for tests. */
export function pseudoMessage(tag: PseudoTag, message: string): string {
  const rewrite = tag === 'en-XA' ? longer : mirrored;
  const elements = parse(message);
  const [first, ...others] = elements;
  // Without arguments or tags a message is shown as it is written.
  const isPlain = first?.type === TYPE.literal && others.length === 0;
  const said = isPlain ? rewrite(message) : printAST(rewritten(elements, rewrite));
  return tag === 'en-XA' ? `[${said}]` : said;
}

/** The messages of a language for tests, out of the English ones or a piece of them. */
export function pseudoMessages<M extends Partial<Catalogue>>(tag: PseudoTag, english: M): M {
  const messages = Object.entries(english).map(([key, message]) => [
    key,
    pseudoMessage(tag, message),
  ]);
  return Object.fromEntries(messages) as M;
}
