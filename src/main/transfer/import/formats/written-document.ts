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
  /** null if the text is Markdown. */
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

/** How much all documents of a conversation may add to its answers (UTF-16 code units). */
const longestDocuments = 32 * 1024 ** 2;

/**
 * Creates {@link documentPart} with a budget, so that a large document that changes often is not
 * repeated endlessly.
 */
export function createDocumentParts(): typeof documentPart {
  let left = longestDocuments;
  return (document) => {
    left -= document.text.length;
    return left < 0 ? [] : documentPart(document);
  };
}

/** The code block language for a file's extension; null for Markdown and plain text. */
export function languageOfFile(path: string): string | null {
  const ending = /\.([A-Za-z0-9]{1,12})$/.exec(path)?.[1]?.toLowerCase();
  return ending === undefined || ['md', 'markdown', 'txt'].includes(ending) ? null : ending;
}
