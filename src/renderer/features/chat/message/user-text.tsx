import { useMemo, useState } from 'react';
import { langOf } from '../../../../shared/language/script-language.ts';
import { t } from '../../../../shared/language/translate.ts';
import { useLanguage } from '../../../language/language-context.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './message.module.css';

/** A longer message of the person is folded to this many lines. */
const foldedLines = 20;
/** When folded, at most this much of the text is laid out (UTF-16 code units). */
const foldedLength = 8000;
/** Approximate number of characters per line of the card. */
const lineWidth = 66;

/** True for a text that is folded until the person expands it. */
export function isLong(text: string): boolean {
  if (text.length > foldedLines * lineWidth * 1.2) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > foldedLines + 4;
}

/** The text as the person typed it. A long text is folded. */
export function UserText({ text }: { readonly text: string }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const long = isLong(text);
  const inUse = useLanguage();
  const language = useMemo(() => langOf(text, inUse), [text, inUse]);
  return (
    <>
      {text !== '' && (
        <div
          className={styles.plain}
          dir="auto"
          lang={language}
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
          {isUnfolded
            ? t('common.show_less')
            : t('common.show_all_characters', { count: text.length })}
        </Button>
      )}
    </>
  );
}
