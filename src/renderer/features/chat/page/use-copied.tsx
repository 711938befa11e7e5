import { useRef, useState, type ReactNode } from 'react';
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

/**
 * Copies on a click, and confirms it for a moment. `copy` resolves to false if it has failed. Every
 * message of a log has such a button, so it has no effect until it is pressed.
 */
export function useCopied(copy: () => Promise<boolean>): CopiedButton {
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const confirm = (): void => {
    clearTimeout(timer.current);
    setCopied(true);
    timer.current = setTimeout(() => setCopied(false), shownFor);
  };
  return {
    isCopied,
    icon: isCopied ? <Check size={16} /> : <Copy size={16} />,
    onClick: () => void copy().then((isDone) => isDone && confirm()),
  };
}
