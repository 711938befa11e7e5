import Import from 'lucide-react/icons/import';
import Paperclip from 'lucide-react/icons/paperclip';
import { t } from '../../../../shared/language/translate.ts';
import type { DropMeaning } from './use-file-drop.ts';
import styles from './file-drop.module.css';

/** Explains what dropping the dragged files would do. */
export function FileDrop({ over }: { readonly over: NonNullable<DropMeaning> }) {
  return (
    <div className={styles.drop} aria-hidden>
      <div className={styles.dropCard}>
        {over === 'attach' ? <Paperclip size={18} /> : <Import size={18} />}
        {t(`page.drop.${over}`)}
      </div>
    </div>
  );
}
