import { useLayoutEffect, type RefObject } from 'react';

/** Names of elements that can be focused from elsewhere, independent of the language. */
export type FocusName =
  | 'message_box'
  | 'search_box'
  | 'find_box'
  | 'log'
  | 'model_picker'
  | 'branches';

/** The widgets of each name, the one mounted last in front. */
const registered = new Map<FocusName, readonly (() => HTMLElement | null)[]>();

/** Registers the element of `ref` under its name while the widget is mounted. */
export function useFocusName(
  name: FocusName | undefined,
  ref: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    if (name === undefined) return undefined;
    const read = (): HTMLElement | null => ref.current;
    registered.set(name, [read, ...(registered.get(name) ?? [])]);
    return () => {
      const others = registered.get(name)?.filter((each) => each !== read) ?? [];
      registered.set(name, others);
    };
  }, [name, ref]);
}

/** The element registered under this name; null if there is none. */
export function elementNamed(name: FocusName): HTMLElement | null {
  return registered.get(name)?.[0]?.() ?? null;
}
