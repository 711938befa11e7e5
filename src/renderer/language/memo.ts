import { memo as memoised, use, type ReactNode } from 'react';
import { LanguageContext } from './language-context.ts';

/** React's `memo`, for views with words: they also render when the language changes. */
export function memo<P extends object>(
  render: (props: P) => ReactNode,
  isSame?: (before: Readonly<P>, after: Readonly<P>) => boolean,
): (props: P) => ReactNode {
  function InLanguage(props: P): ReactNode {
    use(LanguageContext);
    return render(props);
  }
  return memoised(InLanguage, isSame);
}

/**
 * React's `memo`, for a view that says nothing by itself or calls `useLanguage` where it does. A
 * long answer has thousands of views, and each that listens to the language takes memory.
 */
export function memoWithoutWords<P extends object>(
  render: (props: P) => ReactNode,
  isSame?: (before: Readonly<P>, after: Readonly<P>) => boolean,
): (props: P) => ReactNode {
  return memoised(render, isSame);
}
