import { textPart, type DraftPart } from '../draft.ts';

/** Text as a code block that nothing in it can close. */
export function fenced(language: string | undefined, text: string): string {
  const longest = [...text.matchAll(/`{3,}/g)].reduce(
    (most, [run]) => Math.max(most, run.length),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  const info = language === undefined || language === 'unknown' ? '' : language;
  return `${fence}${info}\n${text}\n${fence}`;
}

/** A document that a model wrote beside its answer: a canvas, an artifact, a file. */
export interface WrittenDocument {
  readonly title: string;
  /** null: the text is Markdown. */
  readonly language: string | null;
  readonly text: string;
}

/** The document as a part of the answer that can be read, searched and copied. */
function documentPart({ title, language, text }: WrittenDocument): readonly DraftPart[] {
  if (text.trim() === '') return [];
  const name = title.replaceAll(/[\s*_`\\[\]]+/g, ' ').trim();
  const body = language === null ? text : fenced(language, text);
  return textPart(name === '' ? body : `**${name}**\n\n${body}`);
}

/** All that the documents of one conversation may add to its answers; characters. */
const longestDocuments = 32 * 1024 ** 2;

/** Makes {@link documentPart} with a budget: a large document that is changed often is not repeated without end. */
export function createDocumentParts(): typeof documentPart {
  let left = longestDocuments;
  return (document) => {
    left -= document.text.length;
    return left < 0 ? [] : documentPart(document);
  };
}

/** The language of a code block, by the ending of a file's name; null for Markdown and plain text. */
export function languageOfFile(path: string): string | null {
  const ending = /\.([A-Za-z0-9]{1,12})$/.exec(path)?.[1]?.toLowerCase();
  return ending === undefined || ['md', 'markdown', 'txt'].includes(ending) ? null : ending;
}
