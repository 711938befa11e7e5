import { useEffect, useRef, useState, type RefObject } from 'react';

/** Gives the focus back to the button that opened a form. */
export interface ReturningFocus {
  /** For the element around the buttons. */
  readonly section: RefObject<HTMLElement | null>;
  /** Called with the `data-opens-form` of that button when its form closes. */
  readonly leave: (opener: string) => void;
}

/** Returns the focus once no form is open, because only then the button exists again. */
export function useReturningFocus(isOpen: boolean): ReturningFocus {
  const section = useRef<HTMLElement>(null);
  const opener = useRef<string | null>(null);
  useEffect(() => {
    if (isOpen || opener.current === null) return;
    const selector = `[data-opens-form="${CSS.escape(opener.current)}"]`;
    section.current?.querySelector<HTMLElement>(selector)?.focus();
    opener.current = null;
  }, [isOpen]);
  return {
    section,
    leave(left) {
      opener.current = left;
    },
  };
}

/** The form that is open in a list of the settings; only one at a time. */
export interface OpenForm extends Pick<ReturningFocus, 'section'> {
  /** The id of what is edited, or `new`; null if no form is open. */
  readonly editing: string | null;
  readonly open: (id: string) => void;
  readonly close: () => void;
}

/** Opens one form of a list at a time. */
export function useOpenForm(): OpenForm {
  const [editing, setEditing] = useState<string | null>(null);
  const { section, leave } = useReturningFocus(editing !== null);
  const close = (): void => {
    if (editing !== null) leave(editing);
    setEditing(null);
  };
  return { editing, open: setEditing, close, section };
}
