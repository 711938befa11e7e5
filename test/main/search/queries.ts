import type { Random } from '../../bench/library/random.ts';
import { naiveHas, naiveWords, type NaiveDocument, type NaiveTerm } from './naive.ts';

/** A query, and the documents it should find. */
export interface TestQuery {
  readonly query: string;
  readonly finds: (document: NaiveDocument) => boolean;
}

interface Clause {
  readonly text: string;
  /** Nothing but punctuation, which is ignored. */
  readonly isEmpty?: boolean;
  readonly finds: (document: NaiveDocument) => boolean;
}

function isoDay(document: NaiveDocument): string {
  const time = new Date(document.message?.createdAt ?? document.conversation.updatedAt);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function accentsAndCase(random: Random, text: string): string {
  switch (random.below(5)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return text.normalize('NFD');
    case 3:
      return text
        .normalize('NFD')
        .replaceAll(/[\u0300-\u0305\u0307-\u036f]/g, '')
        .normalize('NFC');
    default:
      return text;
  }
}

/** True if a piece of text can only be read as words. */
function isPlain(text: string): boolean {
  return (
    !/["“”„«»「」\s*]/u.test(text) && !/^-|^(?:in|from|model|before|after|on|has)[:：]/i.test(text)
  );
}

function pieceOf(random: Random, document: NaiveDocument): string {
  const chunks = document.text.split(/\s+/u).filter((chunk) => chunk !== '' && isPlain(chunk));
  if (chunks.length === 0) return 'the';
  const chunk = random.pick(chunks);
  const characters = Array.from(chunk);
  if (characters.length > 12 || /[\u3040-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/u.test(chunk)) {
    const length = 1 + random.below(4);
    const from = random.below(Math.max(1, characters.length - length));
    const piece = characters.slice(from, from + length).join('');
    return isPlain(piece) && piece !== '' ? piece : 'error';
  }
  return chunk;
}

function term(text: string, options: Partial<NaiveTerm> = {}): NaiveTerm {
  return { words: naiveWords(text), quoted: false, open: false, ...options };
}

function phraseOf(random: Random, document: NaiveDocument): string {
  const chunks = document.text.split(/\s+/u).filter(isPlain);
  const from = random.below(Math.max(1, chunks.length - 3));
  return chunks
    .slice(from, from + 2 + random.below(2))
    .join(' ')
    .slice(0, 60);
}

function filterOf(random: Random, document: NaiveDocument): Clause {
  const { message, conversation } = document;
  const day = isoDay(document);
  const folder = conversation.folder ?? 'work';
  switch (random.below(9)) {
    case 0:
      return {
        text: `in:"${folder.toUpperCase()}"`,
        finds: (other) => other.conversation.folder?.toUpperCase() === folder.toUpperCase(),
      };
    case 1:
      return { text: 'from:me', finds: (other) => other.message?.role === 'user' };
    case 2:
      return { text: 'from:assistant', finds: (other) => other.message?.role === 'assistant' };
    case 3: {
      const model = (message?.model ?? 'gpt').slice(0, 3);
      return {
        text: `model:${model.toUpperCase()}`,
        finds: (other) =>
          (other.message === null
            ? (other.conversation.model ?? '')
            : (other.message.model ?? '')
          ).includes(model),
      };
    }
    case 4: {
      const text = day.slice(0, random.pick([4, 7, 10]));
      return { text: `on:${text}`, finds: (other) => isoDay(other).startsWith(text) };
    }
    case 5:
      return { text: `before:${day}`, finds: (other) => isoDay(other) < day };
    case 6:
      return { text: `after:${day}`, finds: (other) => isoDay(other) >= day };
    case 7:
      return {
        text: 'has:code',
        finds: (other) =>
          other.message?.parts.some(
            (part) => part.kind === 'text' && /^ {0,3}(```|~~~)/m.test(part.text),
          ) === true,
      };
    default: {
      const what = random.pick(['image', 'file'] as const);
      return {
        text: `has:${what}`,
        finds: (other) => other.message?.parts.some((part) => part.kind === what) === true,
      };
    }
  }
}

/** Makes a query from the text of a document, in one of many forms. */
export function makeQuery(random: Random, documents: readonly NaiveDocument[]): TestQuery {
  const document = random.pick(documents);
  const other = random.pick(documents);
  const clauses: Clause[] = [];
  const add = (text: string, wanted: NaiveTerm): void => {
    const isEmpty = wanted.words.length === 0;
    clauses.push({ text, isEmpty, finds: ({ words }) => naiveHas(words, wanted) });
  };
  const words = 1 + random.below(3);
  if (random.chance(0.2)) {
    const phrase = phraseOf(random, document);
    if (phrase !== '') add(`"${phrase}"`, term(phrase, { quoted: true }));
  } else {
    for (let count = 0; count < words; count += 1) {
      const piece = accentsAndCase(random, pieceOf(random, document));
      add(piece, term(piece));
    }
  }
  if (random.chance(0.2)) {
    const text = pieceOf(random, other);
    const unwanted = term(text);
    const isEmpty = unwanted.words.length === 0;
    clauses.push({
      text: `-${text}`,
      isEmpty,
      finds: ({ words }) => isEmpty || !naiveHas(words, unwanted),
    });
  }
  if (random.chance(0.3)) {
    const filter = filterOf(random, random.chance(0.7) ? document : other);
    const isNegated = random.chance(0.15);
    clauses.unshift({
      text: `${isNegated ? '-' : ''}${filter.text}`,
      finds: isNegated ? (each) => !filter.finds(each) : filter.finds,
    });
  }
  const query = clauses.map(({ text }) => text).join(' ');
  // Half of them are still being typed.
  if (random.chance(0.5)) {
    const piece = pieceOf(random, document);
    const characters = Array.from(piece);
    const typed = characters.slice(0, 1 + random.below(characters.length)).join('');
    add(typed, term(typed, { open: true }));
    return { query: `${query} ${typed}`, finds: all(clauses) };
  }
  return { query: `${query} `, finds: all(clauses) };
}

/** A query in which everything is ignored finds nothing. */
function all(clauses: readonly Clause[]): (document: NaiveDocument) => boolean {
  if (clauses.every(({ isEmpty }) => isEmpty === true)) return () => false;
  return (document) => clauses.every(({ finds }) => finds(document));
}
