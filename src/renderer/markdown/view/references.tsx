import { createContext, useContext } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';

/** The targets of numbers in brackets, such as `[3]`, in an answer. */
export interface References {
  /** Returns what a number means: the number that is shown, and a title; null for plain text. */
  readonly find: (number: number) => { readonly number: number; readonly title: string } | null;
  /** Shows the target of a shown number. */
  readonly open: (number: number) => void;
}

/** Provided by an answer that cites sources. Null leaves numbers as plain text. */
export const ReferencesContext = createContext<References | null>(null);

const numberInBrackets = /(\[[1-9]\d{0,2}\])/u;

/** A number that refers to a source; plain text if there is no such source. */
function Reference({ text }: { readonly text: string }): ReactNode {
  const references = useContext(ReferencesContext);
  const target = references?.find(Number(text.slice(1, -1))) ?? null;
  if (references === null || target === null) return text;
  const { number, title } = target;
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    references.open(number);
  };
  return (
    <a
      href={`#source-${String(number)}`}
      className="md-reference"
      title={title}
      aria-label={t('markdown.reference', { number, title })}
      onClick={follow}
      onAuxClick={follow}
    >
      {`[${String(number)}]`}
    </a>
  );
}

/** Turns the numbers in brackets in a text into references. */
export function referringText(text: string, key: string): readonly ReactNode[] {
  if (!text.includes('[')) return [text];
  return text
    .split(numberInBrackets)
    .map((piece, index) =>
      index % 2 === 1 ? <Reference key={`${key}-${String(index)}`} text={piece} /> : piece,
    );
}
