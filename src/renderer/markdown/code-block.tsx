import { memo, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { grammarFor, highlight } from './highlight.ts';
import type { CodeToken } from './highlight.ts';
import { allPieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import { scrollable } from './scrollable.ts';

interface CodeBlockProps {
  readonly language: string | null;
  /** The code in pieces of whole lines. */
  readonly pieces: Pieces;
  /** The lines after the pieces; only they may still grow. */
  readonly rest: string;
  readonly closed: boolean;
}

/** Blocks with more lines than this can be folded. */
const foldableLines = 40;

/** A block of code with its language, a copy button, a switch for wrapping, and one for folding. */
export function CodeBlock({ language, pieces, rest, closed }: CodeBlockProps): ReactNode {
  const [wrapped, setWrapped] = useState(false);
  const [folded, setFolded] = useState(false);
  const text = (): string => allPieces(pieces).join('') + rest;
  const lines = closed ? text().split('\n').length - 1 : 0;
  const grammar = grammarFor(language);
  return (
    <figure className="md-code" data-wrapped={wrapped} data-collapsed={folded} data-open={!closed}>
      <figcaption className="md-tools" data-chrome>
        <span className="md-language">{language ?? 'text'}</span>
        {lines > foldableLines && (
          <button
            type="button"
            className="md-tool"
            aria-expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            {folded ? `Show all ${lines} lines` : `Fold ${lines} lines`}
          </button>
        )}
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
      <pre {...scrollable}>
        <code className={language === null ? undefined : `language-${language}`}>
          {pieces.groups.map((group, index) => (
            <CodeGroup
              key={index}
              group={group}
              before={pieces.groups[index - 1]?.at(-1) ?? ''}
              grammar={grammar}
            />
          ))}
          {rest !== '' && (
            <CodeChunk
              text={rest}
              before={closed ? (pieces.groups.at(-1)?.at(-1) ?? '') : ''}
              grammar={closed ? grammar : null}
            />
          )}
        </code>
      </pre>
    </figure>
  );
}

interface CodeGroupProps {
  readonly group: readonly string[];
  /** The piece above the group. */
  readonly before: string;
  readonly grammar: string | null;
}

const CodeGroup = memo(function CodeGroup({ group, before, grammar }: CodeGroupProps): ReactNode {
  return (
    <span className="md-chunks">
      {group.map((text, index) => (
        <CodeChunk key={index} text={text} before={group[index - 1] ?? before} grammar={grammar} />
      ))}
    </span>
  );
});

interface CodeChunkProps {
  readonly text: string;
  readonly before: string;
  /** Null for code that still grows, or in no known language. */
  readonly grammar: string | null;
}

const CodeChunk = memo(function CodeChunk({ text, before, grammar }: CodeChunkProps): ReactNode {
  const tokens = useTokens(text, before, grammar);
  return (
    <span className="md-chunk">
      {tokens === null
        ? text
        : tokens.map(({ kind, text: part }, index) =>
            kind === null ? (
              part
            ) : (
              <span key={index} className={kind}>
                {part}
              </span>
            ),
          )}
    </span>
  );
});

interface Highlighted {
  readonly text: string;
  readonly tokens: readonly CodeToken[];
}

/** The tokens of a text once they are known; the plain text is on show until then. */
function useTokens(
  text: string,
  before: string,
  grammar: string | null,
): readonly CodeToken[] | null {
  const [known, setKnown] = useState<Highlighted | null>(null);
  useEffect(() => {
    if (grammar === null) return undefined;
    let wanted = true;
    highlight(grammar, text, before).then(
      (tokens) => wanted && setKnown({ text, tokens }),
      // Without its grammar the code stays readable as plain text.
      () => wanted && setKnown(null),
    );
    return () => {
      wanted = false;
    };
  }, [text, before, grammar]);
  return known !== null && known.text === text && grammar !== null ? known.tokens : null;
}
