import { createContext, useContext } from 'react';
import type { MouseEvent, ReactNode } from 'react';

/** What numbers in brackets, such as `[3]`, refer to in an answer. */
export interface References {
  readonly titleOf: (number: number) => string | null;
  /** Shows what a number refers to. */
  readonly open: (number: number) => void;
}

/** Set around an answer that names its sources; null: numbers are text. */
export const ReferencesContext = createContext<References | null>(null);

const numberInBrackets = /(\[[1-9]\d{0,2}\])/u;

/** A number that refers to a source; text if there is no such source. */
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

/** Text whose numbers in brackets can be followed. */
export function referringText(text: string, key: string): readonly ReactNode[] {
  if (!text.includes('[')) return [text];
  return text
    .split(numberInBrackets)
    .map((piece, index) =>
      index % 2 === 1 ? <Reference key={`${key}-${String(index)}`} text={piece} /> : piece,
    );
}
