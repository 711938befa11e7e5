import type { ReactNode } from 'react';
import { useChatPage } from '../page/page-context.ts';

/** What the line takes. */
export interface FoldLineProps {
  readonly className: string | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** The one line that a part of an answer is folded into; a press unfolds it, and folds it again. */
export function FoldLine({ className, isOpen, onOpen, children }: FoldLineProps) {
  const page = useChatPage();
  return (
    <button
      type="button"
      className={className}
      aria-expanded={isOpen}
      onClick={() => {
        // What opens grows downwards; following the end would pull it out from under the eye.
        page.letGo();
        onOpen(!isOpen);
      }}
    >
      {children}
    </button>
  );
}
