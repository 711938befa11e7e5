import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { MountedGroups } from './use-mounted-groups.ts';
import { elementNamed } from '../../../ui/focus-registry.ts';

/** Number of groups mounted before keys and frames get their turn. */
const groupsAtOnce = 2;

function isSelectAll(event: KeyboardEvent): boolean {
  return (
    event.key.toLowerCase() === 'a' &&
    (event.ctrlKey || event.metaKey) &&
    !event.shiftKey &&
    !event.altKey
  );
}

/**
 * Mounts the rest when the whole log is needed: for Ctrl/Cmd+A, which selects the conversation and
 * nothing else, and for printing.
 */
export function useWholeLog(
  count: number,
  { isMounted, mount }: Pick<MountedGroups, 'isMounted' | 'mount'>,
): void {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isSelectAll(event)) return;
      const { target } = event;
      // In a text box or dialog, the keys apply there.
      if (target instanceof Element && target.closest('textarea, input, [role="dialog"]')) return;
      const log = elementNamed('log');
      if (log === null) return;
      event.preventDefault();
      window.getSelection()?.selectAllChildren(log);
      setWanted(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useEffect(() => {
    // The page is laid out for paper as soon as this returns.
    const onPrint = (): void => flushSync(() => mount(Array.from({ length: count }, (_, i) => i)));
    window.addEventListener('beforeprint', onPrint);
    return () => window.removeEventListener('beforeprint', onPrint);
  }, [count, mount]);
  useEffect(() => {
    if (!isWanted) return undefined;
    const next: number[] = [];
    for (let index = count - 1; index >= 0 && next.length < groupsAtOnce; index -= 1) {
      if (!isMounted(index)) next.push(index);
    }
    if (next.length === 0) return undefined;
    const timer = setTimeout(() => mount(next));
    return () => clearTimeout(timer);
  }, [isWanted, count, isMounted, mount]);
}
