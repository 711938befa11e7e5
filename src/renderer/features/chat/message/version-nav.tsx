import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { t } from '../../../../shared/language/translate.ts';
import { useController } from '../../../client/use-app.ts';
import { ActionButton } from './action-button.tsx';
import type { LogItem } from '../log/log-items.ts';
import { useChatPage, useConversationId, type MessageAction } from '../page/page-context.ts';
import styles from './message.module.css';

/** Steps through the versions of a message that has several. */
export function VersionNav({ item }: { readonly item: LogItem }) {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  const show = async (messageId: string | null, action: MessageAction): Promise<void> => {
    if (messageId === null) return;
    page.letGo();
    const done = await page.tell(() =>
      controller.command('conversation.showVersion', { conversationId, messageId }),
    );
    // This button disappears with its message. The same button of the other version takes the
    // focus.
    if (done) page.focusAction(messageId, action);
  };
  return (
    <span className={styles.versions}>
      <ActionButton
        label={t('message.version.previous')}
        data-action="previous_version"
        aria-disabled={item.previousVersion === null}
        onClick={() => void show(item.previousVersion, 'previous_version')}
      >
        <ChevronLeft size={16} />
      </ActionButton>
      <span className={styles.versionCount}>
        {t('message.version', { version: item.version, versions: item.versions })}
      </span>
      <ActionButton
        label={t('message.version.next')}
        data-action="next_version"
        aria-disabled={item.nextVersion === null}
        onClick={() => void show(item.nextVersion, 'next_version')}
      >
        <ChevronRight size={16} />
      </ActionButton>
    </span>
  );
}
