import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface MathViewProps {
  readonly tex: string;
  readonly display: boolean;
  /** The formula with its marks, on show until it is set and when it cannot be. */
  readonly source: string;
}

/**
 * A formula as MathML, made by Temml (loaded on first use) out of DOM nodes: no HTML string is involved.
 * Commands that would fetch or link something are refused by Temml unless trusted, which they are not.
 */
export function MathView({ tex, display, source }: MathViewProps): ReactNode {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    let wanted = true;
    const set = async (): Promise<void> => {
      const { default: temml } = await import('temml');
      const made = document.createElement('span');
      temml.render(tex, made, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        maxExpand: 500,
        maxSize: [20, 20],
      });
      if (wanted && host.current !== null) host.current.replaceChildren(...made.childNodes);
    };
    // A formula with a mistake stays on show as it was written.
    set().catch(() => {
      if (wanted && host.current !== null) host.current.dataset['failed'] = 'true';
    });
    return () => {
      wanted = false;
    };
  }, [tex, display]);
  return (
    <span className={display ? 'md-math md-math-display' : 'md-math'} data-tex={tex}>
      <span ref={host} key={source}>
        {source}
      </span>
    </span>
  );
}
