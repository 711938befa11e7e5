import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { settable } from '../../../shared/markdown/tex.ts';
import { setFormula } from './set-formula.ts';

interface MathViewProps {
  readonly tex: string;
  readonly display: boolean;
  /** The source of the formula, shown until it is set, or if it cannot be. */
  readonly source: string;
}

/**
 * A formula as MathML. Temml refuses commands that fetch or link something unless trusted, and they
 * are not. A formula that is too long or has an error stays as source.
 */
export function MathView({ tex, display, source }: MathViewProps): ReactNode {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    let wanted = true;
    const keepSource = (): void => {
      if (wanted && host.current !== null) host.current.dataset['failed'] = 'true';
    };
    const formula = settable(tex, display);
    if (formula === null) keepSource();
    else {
      setFormula(formula).then((nodes) => {
        if (wanted) host.current?.replaceChildren(...nodes);
      }, keepSource);
    }
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
