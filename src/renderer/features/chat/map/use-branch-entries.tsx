import GitBranch from 'lucide-react/icons/git-branch';
import { t } from '../../../../shared/language/translate.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { pathTo } from '../../../../shared/model/tree.ts';
import type { MenuEntry } from '../../../ui/menu.tsx';
import type { OpenConversation } from '../../../state/app-state.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { useChatPage } from '../page/page-context.ts';
import { mapShown } from './map-shown.ts';
import { useFork } from './use-fork.ts';

/** The messages up to one that is on show, which may not all be loaded. */
function idsUpTo(open: OpenConversation | undefined, messageId: Id): readonly Id[] {
  if (open?.kind !== 'ready') return [];
  const at = open.path?.indexOf(messageId) ?? -1;
  if (open.path !== null && at !== -1) return open.path.slice(0, at + 1);
  return pathTo(open.messages, messageId).map(({ id }) => id);
}

/** The submenu for branches in the menu of a message. */
export function useBranchEntries(
  conversationId: Id,
  message: Message | undefined,
  isReadOnly: boolean,
): MenuEntry {
  const controller = useController();
  const page = useChatPage();
  const fork = useFork(conversationId);
  const isLeaf = useApp((state) => state.heads[conversationId]?.leafId === message?.id);
  const messageId = message?.id ?? '';
  const copy = (): void => {
    const open = controller.store.getState().open[conversationId];
    const messageIds = [...idsUpTo(open, messageId)];
    void page.ask('copy branch', () =>
      controller.command('library.copy', { conversationId, messageIds, as: 'markdown' }),
    );
  };
  const goOn = async (): Promise<void> => {
    const input = { conversationId, messageId };
    const done = await page.ask('go on', () =>
      controller.command('conversation.continueFrom', input),
    );
    if (done) page.focusComposer();
  };
  return {
    kind: 'submenu',
    label: t('map.branch'),
    icon: <GitBranch size={16} />,
    entries: [
      {
        kind: 'action',
        label: t('map.continue'),
        disabled: isReadOnly || isLeaf || message?.role !== 'assistant',
        onSelect: () => void goOn(),
      },
      { kind: 'action', label: t('map.fork'), onSelect: () => fork(messageId) },
      { kind: 'action', label: t('map.copy_up_to'), onSelect: copy },
      { kind: 'action', label: t('map.open'), onSelect: () => mapShown.set(true) },
    ],
  };
}
