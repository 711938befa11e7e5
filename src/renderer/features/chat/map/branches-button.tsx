import CornerUpLeft from 'lucide-react/icons/corner-up-left';
import GitBranch from 'lucide-react/icons/git-branch';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { hasForks } from '../../../../shared/model/tree/forks.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { useShortcutText } from '../../../client/use-shortcut-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useValue } from '../page/value.ts';
import { mapShown } from './map-shown.ts';

/** Opens the map. There is no button while the conversation has one branch only. */
export function BranchesButton({ conversationId }: { readonly conversationId: Id }) {
  const isShown = useValue(mapShown);
  const shortcut = useShortcutText('show_branches');
  const isForked = useApp((state) => {
    const open = state.open[conversationId];
    return open?.kind === 'ready' && hasForks(open.messages);
  });
  if (!isForked && !isShown) return null;
  return (
    <IconButton
      label={t('map.title')}
      shortcut={shortcut}
      aria-expanded={isShown}
      onClick={() => mapShown.set(!isShown)}
    >
      <GitBranch size={18} />
    </IconButton>
  );
}

/** Leads to the conversation that this one goes on from. */
export function OriginButton({ conversationId }: { readonly conversationId: Id }) {
  const controller = useController();
  const from = useApp((state) => state.heads[conversationId]?.forkedFrom);
  const title = useApp((state) => (from === undefined ? undefined : state.heads[from.id]?.title));
  if (from === undefined || title === undefined) return null;
  return (
    <IconButton
      label={t('map.goes_on_from', { title })}
      size="small"
      onClick={() => {
        const marks = { kind: 'words', words: [] } as const;
        controller.reveal({ conversationId: from.id, messageId: from.messageId, marks });
      }}
    >
      <CornerUpLeft size={14} />
    </IconButton>
  );
}
