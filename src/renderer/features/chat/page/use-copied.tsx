import { useEffect, useState, type ReactNode } from 'react';
import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';

/** How long the check mark stays after copying (ms). */
const shownFor = 1600;

/** A button that copies, as {@link useCopied} makes it. */
export interface CopiedButton {
  /** True for a moment after copying. */
  readonly isCopied: boolean;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

/** Copies on a click, and confirms it for a moment. `copy` resolves to false if it has failed. */
export function useCopied(copy: () => Promise<boolean>): CopiedButton {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return {
    isCopied,
    icon: isCopied ? <Check size={16} /> : <Copy size={16} />,
    onClick: () => void copy().then((isDone) => isDone && setCopied(true)),
  };
}
