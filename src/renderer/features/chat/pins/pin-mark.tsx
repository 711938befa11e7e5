import Pin from 'lucide-react/icons/pin';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { isPinned } from '../../../../shared/model/message/pins.ts';
import { useApp } from '../../../client/use-app.ts';
import { useConversationId } from '../page/page-context.ts';

/** Marks a pinned message. */
export function PinMark({ messageId }: { readonly messageId: Id }) {
  const conversationId = useConversationId();
  const pinned = useApp((state) => isPinned(state.heads[conversationId] ?? {}, messageId));
  if (!pinned) return null;
  return <Pin size={14} role="img" aria-label={t('pins.mark')} />;
}
