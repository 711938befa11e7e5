import { useEffect, useRef, useState, type RefObject } from 'react';
import ClipboardType from 'lucide-react/icons/clipboard-type';
import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import Info from 'lucide-react/icons/info';
import Link from 'lucide-react/icons/link';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import Quote from 'lucide-react/icons/quote';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { t } from '../../../../shared/language/translate.ts';
import { linkTo } from '../../../../shared/model/arrival/link.ts';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { isPinned } from '../../../../shared/model/message/pins.ts';
import { isNameHidden } from '../../../../shared/model/tree/comparison.ts';
import type { OpenConversation } from '../../../state/app-state.ts';
import { exportFormatNames } from '../../../common/export-formats.ts';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { ContextMenu, openMenuAt, type MenuEntry } from '../../../ui/menu.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { useBranchEntries } from '../map/use-branch-entries.tsx';
import { useMessage } from '../details/use-message.ts';
import { useChatPage, useConversationId, type ChatPage } from '../page/page-context.ts';
import { asQuote } from '../quote/quote-text.ts';
import { quoteInDraft, selectedIn } from '../quote/selected.ts';
import { useIsTemporary } from '../temporary/use-is-temporary.ts';
import type { MessagePanel } from './message-more.tsx';
import styles from './message.module.css';

function articleOf(messageId: Id): Element | null {
  return document.querySelector(`[data-message-id="${CSS.escape(messageId)}"]`);
}

const noMessages = {};

function messagesIn(open: OpenConversation | undefined) {
  return open?.kind === 'ready' ? open.messages : noMessages;
}

/** The entry that copies the link to a message; none where there is no link. */
function useLinkEntries(page: ChatPage, conversationId: Id, messageId: Id): readonly MenuEntry[] {
  const controller = useController();
  if (useIsTemporary(conversationId)) return [];
  const text = linkTo(conversationId, messageId);
  return [
    {
      kind: 'action',
      label: t('message.menu.copy_link'),
      icon: <Link size={16} />,
      onSelect: () => void page.ask('copy link', () => controller.command('app.copy', { text })),
    },
  ];
}

interface MessageMenuProps {
  readonly messageId: Id;
  /** Where the menu opens, and where the focus returns. */
  readonly button: RefObject<HTMLElement | null>;
  /** Called with what was chosen to be shown next. */
  readonly onClose: (next: MessagePanel | null) => void;
}

/**
 * The menu of further actions for one message: copying, exporting, answering again, its details.
 * Open while mounted.
 */
export function MessageMenu({ messageId, button, onClose }: MessageMenuProps) {
  const controller = useController();
  const page = useChatPage();
  const conversationId = useConversationId();
  const message = useMessage(messageId);
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  const pinned = useApp((state) => isPinned(state.heads[conversationId] ?? {}, messageId));
  const linkEntries = useLinkEntries(page, conversationId, messageId);
  const branches = useBranchEntries(conversationId, message, isReadOnly);
  // The details say which model it is.
  const isNameless = useApp(
    ({ open }) => message !== undefined && isNameHidden(messagesIn(open[conversationId]), message),
  );
  const place = useRef<HTMLSpanElement>(null);
  /** Shown once the menu has closed, so that the two do not fight for the focus. */
  const next = useRef<MessagePanel | 'regenerate' | 'quote' | null>(null);
  const [selected] = useState(() => selectedIn(articleOf(messageId)));
  const quote = selected?.quote ?? (message === undefined ? '' : asQuote(textOf(message)));
  useEffect(() => {
    if (place.current !== null) openMenuAt(place.current);
  }, []);
  const copy = (as: 'markdown' | 'rich_text'): void => {
    const input = { conversationId, messageIds: [messageId], as };
    void page.ask(`copy ${as}`, () => controller.command('library.copy', input));
  };
  const what = { kind: 'messages' as const, conversationId, messageIds: [messageId] };
  const entries: readonly MenuEntry[] = [
    {
      kind: 'action',
      label: t('message.menu.copy_markdown'),
      icon: <Copy size={16} />,
      onSelect: () => copy('markdown'),
    },
    {
      kind: 'action',
      label: t('message.menu.copy_rich_text'),
      icon: <ClipboardType size={16} />,
      onSelect: () => copy('rich_text'),
    },
    ...linkEntries,
    {
      kind: 'action',
      label: selected === null ? t('message.menu.quote') : t('message.menu.quote_selection'),
      icon: <Quote size={16} />,
      disabled: isReadOnly || quote === '',
      onSelect: () => {
        next.current = 'quote';
      },
    },
    {
      kind: 'action',
      label: pinned ? t('pins.unpin') : t('pins.pin'),
      icon: pinned ? <PinOff size={16} /> : <Pin size={16} />,
      disabled: isReadOnly,
      onSelect: () => {
        const input = { conversationId, messageId, pinned: !pinned };
        void page.ask('pin', () => controller.command('conversation.pinMessage', input));
      },
    },
    { kind: 'separator' },
    branches,
    {
      kind: 'submenu',
      label: t('message.menu.export'),
      icon: <Download size={16} />,
      entries: exportFormatNames().map(([format, label]) => ({
        kind: 'action',
        label,
        onSelect: () =>
          void page.ask('export', () => controller.command('library.export', { what, format })),
      })),
    },
    ...(message?.role === 'assistant'
      ? ([
          { kind: 'separator' },
          {
            kind: 'action',
            label: t('regenerate.title'),
            icon: <RefreshCw size={16} />,
            disabled: isReadOnly,
            onSelect: () => {
              next.current = 'regenerate';
            },
          },
          {
            kind: 'action',
            label: t('message.menu.details'),
            icon: <Info size={16} />,
            disabled: isNameless,
            onSelect: () => {
              next.current = 'details';
            },
          },
        ] as const)
      : []),
  ];
  return (
    <ContextMenu
      entries={entries}
      onCloseFocus={() => {
        if (next.current !== 'details' && isFocusFree()) button.current?.focus();
        if (next.current === 'quote') quoteInDraft(quote);
        if (next.current === 'regenerate') {
          void controller.loadAssistants();
          page.regenerateWith(messageId);
        }
        onClose(next.current === 'details' ? 'details' : null);
        return true;
      }}
    >
      {(onContextMenu) => (
        <span ref={place} className={styles.menuPlace} onContextMenu={onContextMenu} />
      )}
    </ContextMenu>
  );
}
