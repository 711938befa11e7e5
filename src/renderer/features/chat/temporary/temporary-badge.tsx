import MessageCircleDashed from 'lucide-react/icons/message-circle-dashed';
import { temporaryWords } from '../../../../shared/words/temporary/marks.ts';
import styles from './temporary.module.css';

/** Marks a conversation as temporary, beside its title. */
export function TemporaryBadge() {
  return (
    <span className={styles.badge} title={temporaryWords('note')}>
      <MessageCircleDashed size={14} aria-hidden />
      <span className={styles.badgeWord}>{temporaryWords('short')}</span>
    </span>
  );
}
