import { logicalKey } from '../../../ui/direction.ts';

/**
 * The place that a key of a window read from left to right leads to among `count`; null for another
 * key or beyond the ends.
 */
export function indexAfter(key: string, index: number, count: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined || target < 0 || target >= count ? null : target;
}

/**
 * Lets arrows move between the columns of an element, and Enter go on with the one that has the
 * focus. Keys in an answer keep their meaning. Returns a function that ends it.
 */
export function listenToColumns(container: HTMLElement): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const columns = [...container.querySelectorAll<HTMLElement>('[data-column]:not([hidden])')];
    const index = columns.findIndex((column) => column === event.target);
    const column = columns[index];
    if (column === undefined || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      column.querySelector<HTMLElement>('[data-choose]')?.click();
      return;
    }
    const next = indexAfter(logicalKey(event.key), index, columns.length);
    if (next === null) return;
    event.preventDefault();
    columns[next]?.focus();
  };
  container.addEventListener('keydown', onKeyDown);
  return () => container.removeEventListener('keydown', onKeyDown);
}
