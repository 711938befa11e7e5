import { foldCase, normalize } from '../../../src/shared/search/fold.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';

/**
 * Search as described in docs/search.md, by looking at every word of every text: slow, short, and
 * sharing nothing with the index except letter folding.
 */
export interface NaiveDocument {
  readonly key: string;
  readonly words: readonly NaiveWord[];
  readonly message: Message | null;
  readonly conversation: Conversation;
  readonly text: string;
}

interface NaiveWord {
  readonly kind: 'characters' | 'word' | 'sign';
  readonly text: string;
  readonly parts: readonly string[];
}

const spaceless = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const written = String.raw`[\p{L}\p{N}\p{M}]`;
const character = String.raw`[[\p{L}\p{N}[\p{M}&&[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]]&&[${spaceless}]]`;
const ordinary = String.raw`[${written}--[${character}]]`;
const wordPattern = new RegExp(
  [
    String.raw`(?<characters>${character}(?:${character}|\p{M})*)`,
    String.raw`(?<word>${ordinary}+)`,
    String.raw`(?<sign>\p{RI}\p{RI}|[\p{RI}\p{Extended_Pictographic}]|(?<=${ordinary})(?:\+\+|#)(?!${written}))`,
  ].join('|'),
  'gv',
);
const humps =
  /(?<=[^\p{Lu}\p{Lt}\p{M}]\p{M}*)(?=[\p{Lu}\p{Lt}])|(?<=[\p{Lu}\p{Lt}]\p{M}*)(?=[\p{Lu}\p{Lt}]\p{M}*[\p{L}--[\p{Lu}\p{Lt}]])/v;

/** Splits a text into words with one regular expression. */
export function naiveWords(text: string): readonly NaiveWord[] {
  return [...normalize(text).matchAll(wordPattern)].map(({ 0: word, groups }) => {
    if (groups?.['characters'] !== undefined) {
      return { kind: 'characters', text: foldCase(word), parts: [] };
    }
    if (groups?.['sign'] !== undefined) return { kind: 'sign', text: word, parts: [] };
    const parts = word.split(humps).map(foldCase);
    return { kind: 'word', text: foldCase(word), parts: parts.length > 1 ? parts : [] };
  });
}

export interface NaiveTerm {
  /** The words of the query, split once because a term is compared with thousands of documents. */
  readonly words: readonly NaiveWord[];
  readonly quoted: boolean;
  readonly open: boolean;
}

function matchesAt(
  words: readonly NaiveWord[],
  at: number,
  wanted: readonly NaiveWord[],
  open: boolean,
): boolean {
  return wanted.every((want, index) => {
    const word = words[at + index];
    if (word === undefined || word.kind !== want.kind) return false;
    const isFirst = index === 0;
    const isLast = index === wanted.length - 1;
    if (word.kind === 'characters') {
      if (isFirst && isLast) return word.text.includes(want.text);
      if (isFirst) return word.text.endsWith(want.text);
      return isLast ? word.text.startsWith(want.text) : word.text === want.text;
    }
    return isLast && open && want.kind === 'word' && want.text.length >= 2
      ? word.text.startsWith(want.text)
      : word.text === want.text;
  });
}

function hasHumps(word: NaiveWord, want: NaiveWord, open: boolean): boolean {
  if (word.parts.length === 0) return false;
  const parts = want.parts.length > 0 ? want.parts : [want.text];
  return word.parts.some((_part, at) =>
    parts.every((part, index) => {
      const other = word.parts[at + index] ?? '';
      const isOpen = open && index === parts.length - 1 && want.text.length >= 2;
      return isOpen ? other.startsWith(part) : other === part;
    }),
  );
}

/** True if the document's words contain the term. */
export function naiveHas(words: readonly NaiveWord[], term: NaiveTerm): boolean {
  const wanted = term.words;
  const [only] = wanted;
  if (only === undefined) return true;
  return words.some(
    (word, at) =>
      matchesAt(words, at, wanted, term.open) ||
      (!term.quoted &&
        wanted.length === 1 &&
        only.kind === 'word' &&
        hasHumps(word, only, term.open)),
  );
}

/** The documents of one conversation. */
function documentsOf(conversation: Conversation): readonly NaiveDocument[] {
  const { title } = conversation;
  const ofTitle: NaiveDocument = {
    key: conversation.id,
    words: naiveWords(title),
    message: null,
    conversation,
    text: title,
  };
  const ofMessages = Object.values<Message>(conversation.messages).map((message) => {
    const pieces = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    const names = message.parts.flatMap((part) =>
      part.kind === 'image' || part.kind === 'file' ? [part.name] : [],
    );
    const text = [pieces.join(''), ...names].join('\n');
    return { key: message.id, words: naiveWords(text), message, conversation, text };
  });
  return [ofTitle, ...ofMessages];
}

/** Conversations are immutable, and many tests use the same ones. */
const known = new WeakMap<Conversation, readonly NaiveDocument[]>();

/** All documents of these conversations. */
export function naiveDocuments(conversations: Iterable<Conversation>): readonly NaiveDocument[] {
  return [...conversations].flatMap((conversation) => {
    const found = known.get(conversation) ?? documentsOf(conversation);
    known.set(conversation, found);
    return found;
  });
}
