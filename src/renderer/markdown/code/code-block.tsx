import { useEffect, useRef, useState } from 'react';
import { memoWithoutWords } from '../../language/memo.ts';
import type { ReactNode, RefObject } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { useLanguage } from '../../language/language-context.ts';
import { useMarkdownActions, type MarkdownActions } from '../view/actions.ts';
import { copyTool, toolBar, type Tool } from '../view/tool-bar.ts';
import { Diagram } from './diagram.tsx';
import { grammarFor, highlight } from './highlight.ts';
import type { CodeToken } from '../../sandbox/message.ts';
import { hasLongLine } from '../budget/pieces.ts';
import { PlainPieces } from '../budget/as-text.tsx';
import { PagePreview } from './page-preview.tsx';
import { allPieces } from '../split/pieces.ts';
import type { Pieces } from '../split/pieces.ts';
import { scrollable } from '../view/scrollable.ts';

interface CodeBlockProps {
  readonly language: string | null;
  /** The rest of the fence's info string, such as a file name; null if there is none. */
  readonly meta: string | null;
  /** The code, in pieces of whole lines. */
  readonly pieces: Pieces;
  /** The lines after the pieces, the only ones that may still grow. */
  readonly rest: string;
  readonly closed: boolean;
}

/** The state of a block that nobody has changed. */
const untouched = { wrapped: false, folded: false, switched: false };

/** Number of lines above which a block can be folded. */
const foldableLines = 40;

/**
 * A code block with its language and buttons to copy, wrap and fold. Code that describes a picture
 * is shown as one.
 */
export function CodeBlock({ language, meta, pieces, rest, closed }: CodeBlockProps): ReactNode {
  useLanguage();
  const { codeOut, copy } = useMarkdownActions();
  // A diagram is drawn automatically, a page only on request.
  const [{ wrapped, folded, switched }, set] = useState(untouched);
  const picture = closed ? pictureOf(language) : null;
  const pictured = picture !== null && switched === (picture !== 'diagram');
  const text = (): string => allPieces(pieces).join('') + rest;
  const lines = closed ? text().split('\n').length - 1 : 0;
  const grammar = grammarFor(language);
  const source = (
    <pre {...scrollable}>
      <code className={language === null ? undefined : `language-${language}`}>
        {[
          // In one list: React would keep a fiber for a list within others.
          ...pieces.groups.map((group, index) => (
            <CodeGroup
              key={index}
              group={group}
              before={pieces.groups[index - 1]?.at(-1) ?? ''}
              grammar={grammar}
            />
          )),
          rest !== '' && (
            <CodeChunk
              key="rest"
              text={rest}
              before={closed ? (pieces.groups.at(-1)?.at(-1) ?? '') : ''}
              grammar={closed ? grammar : null}
            />
          ),
        ]}
      </code>
    </pre>
  );
  const toggle = (name: keyof typeof untouched): void =>
    set((before) => ({ ...before, [name]: !before[name] }));
  const tools: Tool[] = [];
  if (lines > foldableLines) {
    tools.push({
      name: 'fold',
      caption: folded ? t('markdown.code.unfold', { lines }) : t('markdown.code.fold', { lines }),
      expanded: !folded,
      run: () => toggle('folded'),
    });
  }
  if (picture !== null) {
    tools.push({
      name: 'picture',
      caption: picture === 'diagram' ? t('markdown.code.source') : t('markdown.code.preview'),
      pressed: switched,
      run: () => toggle('switched'),
    });
  }
  tools.push({
    name: 'wrap',
    caption: t('markdown.code.wrap'),
    label: t('markdown.code.wrap_lines'),
    pressed: wrapped,
    run: () => toggle('wrapped'),
  });
  if (closed && codeOut !== undefined) tools.push(saveTool(text, codeOut));
  tools.push(copyTool({ name: 'copy', label: t('markdown.code.copy'), text }, copy));
  const words = language ?? t('markdown.code.text');
  return (
    <figure className="md-code" data-wrapped={wrapped} data-collapsed={folded} data-open={!closed}>
      <figcaption className="md-tools" data-chrome ref={toolBar(tools)}>
        <span className="md-language">
          {meta === null ? (
            words
          ) : (
            <>
              {words}
              <span className="md-meta">{meta}</span>
            </>
          )}
        </span>
      </figcaption>
      {pictured ? <Pictured kind={picture} text={text()} source={source} /> : source}
    </figure>
  );
}

/** Saves the code when pressed, and makes a file of it when dragged out of the window. */
function saveTool(text: () => string, codeOut: NonNullable<MarkdownActions['codeOut']>): Tool {
  return {
    name: 'save',
    caption: t('common.save'),
    label: t('markdown.code.save'),
    title: t('markdown.code.save.tooltip'),
    run: (button) => codeOut(button, text(), 'save'),
    drag: (button) => codeOut(button, text(), 'drag'),
  };
}

type PictureKind = 'diagram' | 'html' | 'svg';

/** The kind of picture that code in this language describes, or null. */
function pictureOf(language: string | null): PictureKind | null {
  switch (language?.toLowerCase() ?? '') {
    case 'mermaid':
      return 'diagram';
    case 'html':
      return 'html';
    case 'svg':
      return 'svg';
    default:
      return null;
  }
}

interface PicturedProps {
  readonly kind: PictureKind;
  readonly text: string;
  readonly source: ReactNode;
}

/** Code shown as the picture it describes. */
function Pictured({ kind, text, source }: PicturedProps): ReactNode {
  if (kind === 'diagram') return <Diagram source={text}>{source}</Diagram>;
  return <PagePreview source={text} kind={kind} />;
}

interface CodeGroupProps {
  readonly group: readonly string[];
  /** The piece above the group. */
  readonly before: string;
  readonly grammar: string | null;
}

const CodeGroup = memoWithoutWords(function CodeGroup({
  group,
  before,
  grammar,
}: CodeGroupProps): ReactNode {
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
  /** Null for code that is still growing or in an unknown language. */
  readonly grammar: string | null;
}

const CodeChunk = memoWithoutWords(function CodeChunk({
  text,
  before,
  grammar,
}: CodeChunkProps): ReactNode {
  const isLong = hasLongLine(text);
  const place = useColours(text, before, isLong ? null : grammar);
  return (
    <span ref={place} className="md-chunk">
      {isLong ? <PlainPieces text={text} /> : text}
    </span>
  );
});

/** Text in the colours of its tokens. */
function coloured(tokens: readonly CodeToken[]): readonly (Node | string)[] {
  return tokens.map(({ kind, text }) => {
    if (kind === null) return text;
    const token = document.createElement('span');
    token.className = kind;
    token.append(text);
    return token;
  });
}

/**
 * Colours the text of an element once its tokens are known. React knows of the text alone: it
 * would keep a hundred times as much of each token, and puts the plain text back when it changes.
 */
function useColours(
  text: string,
  before: string,
  grammar: string | null,
): RefObject<HTMLSpanElement | null> {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (grammar === null) return undefined;
    const element = place.current;
    let wanted = true;
    let isColoured = false;
    highlight(grammar, text, before).then(
      (tokens) => {
        if (!wanted) return;
        element?.replaceChildren(...coloured(tokens));
        isColoured = true;
      },
      // Without its grammar, the code remains readable as plain text.
      () => undefined,
    );
    return () => {
      wanted = false;
      // React has put the text back if it changed, but not if only the language did.
      if (isColoured && element?.textContent === text) element.replaceChildren(text);
    };
  }, [text, before, grammar]);
  return place;
}
