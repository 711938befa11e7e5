import { useEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import styles from '../library.module.css';

/** Props of {@link RenameField}. */
export interface RenameFieldProps {
  readonly title: string;
  /**
   * Called once, with the new title, or null if it is unchanged. `byKey`: return the focus to the
   * row.
   */
  readonly onDone: (title: string | null, byKey: boolean) => void;
}

/** The title as a text box. Enter or leaving it renames; Esc keeps the old title. */
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
      aria-label={t('page.title')}
      className={styles.rename}
      value={value}
      maxLength={500}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setValue(event.target.value)}
      // Uses the box's value, which may be newer than the rendered one.
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          // The focus returns to the row at once, so this key must not press it.
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
