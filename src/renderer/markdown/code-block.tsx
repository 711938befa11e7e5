import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { allPieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';

interface CodeBlockProps {
  readonly language: string | null;
  /** The code in pieces of whole lines. */
  readonly pieces: Pieces;
  /** The lines after the pieces; only they may still grow. */
  readonly rest: string;
  readonly closed: boolean;
}

/** A block of code with its language, a copy button and a switch for wrapping. */
export function CodeBlock({ language, pieces, rest, closed }: CodeBlockProps): ReactNode {
  const [wrapped, setWrapped] = useState(false);
  const text = (): string => allPieces(pieces).join('') + rest;
  return (
    <figure className="md-code" data-wrapped={wrapped} data-open={!closed}>
      <figcaption className="md-tools" data-chrome>
        <span className="md-language">{language ?? 'text'}</span>
        <button
          type="button"
          className="md-tool"
          aria-pressed={wrapped}
          aria-label="Wrap lines"
          onClick={() => setWrapped(!wrapped)}
        >
          Wrap
        </button>
        <CopyButton label="Copy code" text={text} />
      </figcaption>
      <pre tabIndex={0}>
        <code className={language === null ? undefined : `language-${language}`}>
          {pieces.groups.map((group, index) => (
            <CodeGroup key={index} group={group} />
          ))}
          {rest !== '' && <CodeChunk text={rest} />}
        </code>
      </pre>
    </figure>
  );
}

const CodeGroup = memo(function CodeGroup({
  group,
}: {
  readonly group: readonly string[];
}): ReactNode {
  return (
    <span className="md-chunks">
      {group.map((text, index) => (
        <CodeChunk key={index} text={text} />
      ))}
    </span>
  );
});

const CodeChunk = memo(function CodeChunk({ text }: { readonly text: string }): ReactNode {
  return <span className="md-chunk">{text}</span>;
});
