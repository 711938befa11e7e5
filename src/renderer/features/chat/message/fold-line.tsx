import type { ReactNode } from 'react';
import { useChatPage } from '../page/page-context.ts';

/** Props of {@link FoldLine}. */
export interface FoldLineProps {
  readonly className: string | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** The one-line summary of a folded part. Pressing it unfolds and folds the part. */
export function FoldLine({ className, isOpen, onOpen, children }: FoldLineProps) {
  const page = useChatPage();
  return (
    <button
      type="button"
      className={className}
      aria-expanded={isOpen}
      onClick={() => {
        // An unfolded part grows downwards. Following the end would move it away from the eye.
        page.letGo();
        onOpen(!isOpen);
      }}
    >
      {children}
    </button>
  );
}
