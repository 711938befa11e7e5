/** Makes a ref that listens for the beginning of a drag, for elements that are no controls. */
export function onDragStartOf(
  take: ((event: DragEvent) => void) | undefined,
): (element: HTMLElement | null) => (() => void) | undefined {
  return (element) => {
    if (element === null || take === undefined) return undefined;
    element.addEventListener('dragstart', take);
    return () => element.removeEventListener('dragstart', take);
  };
}
