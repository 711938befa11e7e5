import { t } from '../../../../../shared/language/translate.ts';
import styles from './form.module.css';

/** How much of a text the preview shows (UTF-16 code units). */
const shownText = 4000;

/** The text that a form would insert; null if it is too long. */
export function Preview({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  const isCut = text.length > shownText;
  return (
    <section aria-label={t('popup.form.preview')} className={styles.preview}>
      <p className={styles.previewTitle} aria-hidden>
        {t('popup.form.preview')}
      </p>
      {/* The keyboard can scroll it. */}
      <pre className={styles.previewText} tabIndex={0} dir="auto">
        {isCut ? `${text.slice(0, shownText)}…` : text}
      </pre>
      {isCut && (
        <p className={styles.hint}>
          {t('popup.form.preview.more', { count: text.length - shownText })}
        </p>
      )}
    </section>
  );
}
