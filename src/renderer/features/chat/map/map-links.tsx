import { useMemo } from 'react';
import CornerUpLeft from 'lucide-react/icons/corner-up-left';
import GitFork from 'lucide-react/icons/git-fork';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './map.module.css';

/** The conversation that this one goes on from, and those that go on from it. */
export function MapLinks({ conversationId }: { readonly conversationId: Id }) {
  const controller = useController();
  const heads = useApp((state) => state.heads);
  const forks = useMemo(
    () => Object.values(heads).filter(({ forkedFrom }) => forkedFrom?.id === conversationId),
    [heads, conversationId],
  );
  const from = heads[conversationId]?.forkedFrom;
  const origin = from === undefined ? undefined : heads[from.id];
  if (origin === undefined && forks.length === 0) return null;
  return (
    <ul className={styles.links} aria-label={t('map.links')}>
      {from !== undefined && origin !== undefined && (
        <li>
          <button
            type="button"
            onClick={() => {
              const marks = { kind: 'words', words: [] } as const;
              controller.reveal({
                conversationId: from.id,
                messageId: from.messageId,
                marks,
              });
            }}
          >
            <CornerUpLeft size={14} aria-hidden />
            <span className={styles.text}>{t('map.goes_on_from', { title: origin.title })}</span>
          </button>
        </li>
      )}
      {forks.map(({ id, title }) => (
        <li key={id}>
          <button type="button" onClick={() => controller.show(id)}>
            <GitFork size={14} aria-hidden />
            <span className={styles.text}>{t('map.goes_on_in', { title })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
