import { memo, useId, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { TextLog } from '../../shared/text-log.ts';
import { wholeText } from '../../shared/text-log.ts';
import { renderElements } from './elements.tsx';
import { parseMarkdown, toElements } from './parse.ts';

/** Finished Markdown text. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }): ReactNode {
  const id = useId();
  const content = useMemo(
    () => renderElements(toElements(parseMarkdown(text), `${id}-`)),
    [text, id],
  );
  return (
    <div className="md" dir="auto">
      {content}
    </div>
  );
});

interface StreamingMarkdownProps {
  /** The answer so far. */
  readonly log: TextLog | null;
  /** True when nothing more will come. */
  readonly done: boolean;
}

/** Markdown text that still grows at its end. */
export function StreamingMarkdown({ log, done: _done }: StreamingMarkdownProps): ReactNode {
  return <Markdown text={wholeText(log)} />;
}
