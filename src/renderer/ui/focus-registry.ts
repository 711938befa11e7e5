import { useLayoutEffect, type RefObject } from 'react';

/** What can be focused from elsewhere, by a name that no language changes. */
export type FocusName = 'message_box' | 'search_box' | 'find_box' | 'log' | 'model_picker';

const registered = new Map<FocusName, () => HTMLElement | null>();

/** Makes the element of `ref` known under its name for as long as the widget is mounted. */
export function useFocusName(
  name: FocusName | undefined,
  ref: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    if (name === undefined) return undefined;
    const read = (): HTMLElement | null => ref.current;
    registered.set(name, read);
    return () => {
      // One that came later stays.
      if (registered.get(name) === read) registered.delete(name);
    };
  }, [name, ref]);
}

/** The element that is registered under this name now; null for none. */
export function elementNamed(name: FocusName): HTMLElement | null {
  return registered.get(name)?.() ?? null;
}
