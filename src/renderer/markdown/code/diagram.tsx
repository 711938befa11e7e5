import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { scrollable } from '../view/scrollable.ts';
import { drawDiagram } from './draw-diagram.ts';
import type { Picture } from './draw-diagram.ts';

interface DiagramProps {
  readonly source: string;
  /** The source as text, shown until the diagram is drawn, or if it cannot be. */
  readonly children: ReactNode;
}

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'drawn'; readonly picture: Picture; readonly source: string }
  | { readonly kind: 'failed'; readonly message: string };

/** How long a source must be unchanged before it is drawn (ms). In a list it may still grow. */
const settleTime = 200;

const darkQuery = '(prefers-color-scheme: dark)';

/** A Mermaid diagram, drawn in another page and shown as an image. */
export function Diagram({ source, children }: DiagramProps): ReactNode {
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const dark = useDark();
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      drawDiagram(source, dark).then(
        (picture) => {
          if (wanted) setState({ kind: 'drawn', picture, source });
          else URL.revokeObjectURL(picture.url);
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          if (wanted) setState({ kind: 'failed', message });
        },
      );
    }, settleTime);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source, dark]);
  const shown = state.kind === 'drawn' ? state.picture : null;
  useEffect(() => {
    if (shown === null) return undefined;
    return () => URL.revokeObjectURL(shown.url);
  }, [shown]);
  if (state.kind === 'drawn' && state.source === source) {
    const { url, width, height } = state.picture;
    return (
      <div className="md-diagram">
        <img
          src={url}
          width={width}
          height={height}
          alt={t('markdown.diagram', { kind: kindOf(source) })}
        />
      </div>
    );
  }
  return (
    <>
      {children}
      {state.kind === 'failed' && (
        <div className="md-note" data-chrome>
          {t('markdown.diagram.failed')}
          {state.message.trim() !== '' && (
            <pre className="md-reason" {...scrollable}>
              {state.message.trim()}
            </pre>
          )}
        </div>
      )}
    </>
  );
}

function useDark(): boolean {
  return useSyncExternalStore(
    followScheme,
    () => matchMedia(darkQuery).matches,
    () => false,
  );
}

function followScheme(changed: () => void): () => void {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** The first word that is neither a comment nor a directive, for example `flowchart`. */
function kindOf(source: string): string {
  return /^[ \t]*([a-z][\w-]*)/im.exec(source.replaceAll(/%%.*/g, ''))?.[1] ?? 'mermaid';
}
