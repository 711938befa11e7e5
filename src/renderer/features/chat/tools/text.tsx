import { visiblePieces } from '../../../../shared/visible-text.ts';
import styles from './data.module.css';

/** A foreign text; what cannot be seen in it is named by number, and marked as not being part of it. */
export function Text({ children }: { readonly children: string }) {
  return visiblePieces(children).map(({ text, isHidden }, index) =>
    isHidden ? (
      <mark key={String(index)} className={styles.hidden} title="A character that cannot be seen">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
