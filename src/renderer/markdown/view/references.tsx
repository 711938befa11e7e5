import { createContext, useContext } from 'react';
import type { MouseEvent, ReactNode } from 'react';

/** The targets of numbers in brackets, such as `[3]`, in an answer. */
export interface References {
  readonly titleOf: (number: number) => string | null;
  /** Shows the target of a number. */
  readonly open: (number: number) => void;
}

/** Provided by an answer that cites sources. Null leaves numbers as plain text. */
export const ReferencesContext = createContext<References | null>(null);

const numberInBrackets = /(\[[1-9]\d{0,2}\])/u;

/** A number that refers to a source; plain text if there is no such source. */
function Reference({ text }: { readonly text: string }): ReactNode {
  const references = useContext(ReferencesContext);
  const number = Number(text.slice(1, -1));
  const title = references?.titleOf(number) ?? null;
  if (references === null || title === null) return text;
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    references.open(number);
  };
  return (
    <a
      href={`#source-${String(number)}`}
      className="md-reference"
      title={title}
      aria-label={`Source ${String(number)}: ${title}`}
      onClick={follow}
      onAuxClick={follow}
    >
      {text}
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
