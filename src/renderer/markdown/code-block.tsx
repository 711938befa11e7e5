import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly language: string | null;
  /** The code in pieces of whole lines; only the last one may still grow. */
  readonly chunks: readonly string[];
  readonly closed: boolean;
}

/** A block of code with its language, a copy button and a switch for wrapping. */
export function CodeBlock({ language, chunks, closed }: CodeBlockProps): ReactNode {
  const [wrapped, setWrapped] = useState(false);
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
        <CopyButton label="Copy code" text={() => chunks.join('')} />
      </figcaption>
      <pre tabIndex={0}>
        <code className={language === null ? undefined : `language-${language}`}>
          {chunks.map((text, index) => (
            <CodeChunk key={index} text={text} />
          ))}
        </code>
      </pre>
    </figure>
  );
}

const CodeChunk = memo(function CodeChunk({ text }: { readonly text: string }): ReactNode {
  return <span className="md-chunk">{text}</span>;
});
