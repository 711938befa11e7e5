import { useEffect, useRef, useState } from 'react';
import styles from '../library.module.css';

/** What renaming in place takes. */
export interface RenameFieldProps {
  readonly title: string;
  /** Called once, with the new title or null when it stays. `byKey`: focus should go back to the line. */
  readonly onDone: (title: string | null, byKey: boolean) => void;
}

/** The title as a text box: Enter and leaving it rename, Esc keeps the old title. */
export function RenameField({ title, onDone }: RenameFieldProps) {
  const [value, setValue] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);

  const finish = (next: string, byKey: boolean): void => {
    if (done.current) return;
    done.current = true;
    const trimmed = next.trim();
    onDone(trimmed === '' || trimmed === title ? null : trimmed, byKey);
  };
  return (
    <input
      ref={input}
      aria-label="Title"
      className={styles.rename}
      value={value}
      maxLength={500}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setValue(event.target.value)}
      // What the box holds, which may be newer than what was rendered.
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          // The focus goes back to the line at once: the same key must not press it.
          event.preventDefault();
          finish(event.currentTarget.value, true);
        }
        if (event.key === 'Escape') {
          event.preventDefault();
          finish(title, true);
        }
      }}
    />
  );
}
