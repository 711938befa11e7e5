import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import styles from './message.module.css';

/** A longer message of the person is folded to so many lines. */
const foldedLines = 20;
/** Folded, no more of the text than this is given to the layout; UTF-16 code units. */
const foldedLength = 8000;
/** A line of the card holds about so many characters. */
const lineWidth = 66;

/** True for a text that is folded until a person asks for all of it. */
export function isLong(text: string): boolean {
  if (text.length > foldedLines * lineWidth * 1.2) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > foldedLines + 4;
}

/** What the person typed, as it was typed; a long text is folded. */
export function UserText({ text }: { readonly text: string }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const long = isLong(text);
  return (
    <>
      {text !== '' && (
        <div
          className={styles.plain}
          dir="auto"
          data-plain
          data-folded={(long && !isUnfolded) || undefined}
        >
          {long && !isUnfolded ? text.slice(0, foldedLength) : text}
        </div>
      )}
      {long && (
        <Button
          size="small"
          tone="quiet"
          className={styles.fold}
          aria-expanded={isUnfolded}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {isUnfolded ? 'Show less' : `Show all ${text.length.toLocaleString()} characters`}
        </Button>
      )}
    </>
  );
}
