import Archive from 'lucide-react/icons/archive';
import ArchiveRestore from 'lucide-react/icons/archive-restore';
import ClipboardType from 'lucide-react/icons/clipboard-type';
import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import FolderInput from 'lucide-react/icons/folder-input';
import FolderMinus from 'lucide-react/icons/folder-minus';
import Link from 'lucide-react/icons/link';
import Pencil from 'lucide-react/icons/pencil';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import SquareArrowOutUpRight from 'lucide-react/icons/square-arrow-out-up-right';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import { actionItem } from '../../../../shared/words/desktop/action-words.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { exportFormatNames } from '../../../common/export-formats.ts';
import { ContextMenu, type ContextMenuProps, type MenuEntry } from '../../../ui/menu.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { useShortcutText } from '../../../client/use-shortcut-text.ts';
import { arrange, type LibraryRow } from './arrange.ts';
import type { Organize } from './use-organize.ts';

/** The export entries of the menu, one per format. */
function exportEntry(organize: Organize, ids: readonly Id[]): MenuEntry {
  return {
    kind: 'submenu',
    label: t('library.export'),
    icon: <Download size={16} />,
    entries: exportFormatNames().map(([format, label]) => ({
      kind: 'action',
      label,
      onSelect: () => organize.takeOut(ids, format),
    })),
  };
}

interface EntriesOptions {
  readonly heads: readonly ConversationHead[];
  readonly organize: Organize;
  readonly onRename: (id: Id) => void;
  readonly onDelete: (ids: readonly Id[]) => void;
  readonly deleteShortcut: string | undefined;
}

function conversationEntries(options: EntriesOptions): readonly MenuEntry[] {
  const { heads, organize, onRename, onDelete, deleteShortcut } = options;
  const ids = heads.map(({ id }) => id);
  const [only] = heads.length === 1 ? heads : [];
  const isPinned = heads.every((head) => head.pinned === true);
  const isArchived = heads.every((head) => head.archived === true);
  const isInFolder = heads.some((head) => (head.folder ?? '') !== '');
  return [
    ...(only === undefined
      ? []
      : [
          {
            kind: 'action' as const,
            label: t('library.rename'),
            icon: <Pencil size={16} />,
            shortcut: 'F2',
            onSelect: () => onRename(only.id),
          },
          {
            kind: 'action' as const,
            label: actionItem('open_window'),
            icon: <SquareArrowOutUpRight size={16} />,
            onSelect: () => organize.openWindow(only.id),
          },
        ]),
    {
      kind: 'action',
      label: isPinned ? t('library.unpin') : t('library.pin'),
      icon: isPinned ? <PinOff size={16} /> : <Pin size={16} />,
      onSelect: () => organize.pin(ids, !isPinned),
    },
    {
      kind: 'action',
      label: t('library.move_to_folder'),
      icon: <FolderInput size={16} />,
      onSelect: () => organize.chooseFolder(ids),
    },
    ...(isInFolder
      ? [
          {
            kind: 'action' as const,
            label: t('library.take_out_of_folder'),
            icon: <FolderMinus size={16} />,
            onSelect: () => organize.move(ids, null),
          },
        ]
      : []),
    {
      kind: 'action',
      label: isArchived ? t('library.unarchive') : t('library.archive'),
      icon: isArchived ? <ArchiveRestore size={16} /> : <Archive size={16} />,
      onSelect: () => organize.archive(ids, !isArchived),
    },
    { kind: 'separator' },
    exportEntry(organize, ids),
    ...(only === undefined
      ? []
      : [
          {
            kind: 'action' as const,
            label: t('library.copy_markdown'),
            icon: <Copy size={16} />,
            onSelect: () => organize.copy(only.id, 'markdown'),
          },
          {
            kind: 'action' as const,
            label: t('library.copy_rich_text'),
            icon: <ClipboardType size={16} />,
            onSelect: () => organize.copy(only.id, 'rich_text'),
          },
          ...(only.temporary === true
            ? []
            : [
                {
                  kind: 'action' as const,
                  label: t('library.copy_link'),
                  icon: <Link size={16} />,
                  onSelect: () => organize.copyLink(only.id),
                },
              ]),
        ]),
    { kind: 'separator' },
    {
      kind: 'action',
      label: t('library.delete'),
      icon: <Trash2 size={16} />,
      shortcut: deleteShortcut,
      tone: 'danger',
      onSelect: () => onDelete(ids),
    },
  ];
}

/** Props of {@link ListMenu}. */
export interface ListMenuProps extends Omit<ContextMenuProps, 'entries'> {
  /** The row it was opened on; null beside the rows. */
  readonly line: Exclude<LibraryRow, { kind: 'heading' }> | null;
  readonly selected: ReadonlySet<Id>;
  readonly organize: Organize;
  readonly onRename: (id: Id) => void;
  readonly onDelete: (ids: readonly Id[]) => void;
}

/** The menu of a conversation, of the whole selection if that includes it, or of a folder. */
export function ListMenu(props: ListMenuProps) {
  const { line, selected, organize, onRename, onDelete, ...rest } = props;
  const { store } = useController();
  const activeId = useApp((state) => state.activeId);
  const shortcut = useShortcutText('delete_conversation');
  const entriesOf = (): readonly MenuEntry[] => {
    if (line === null) return [];
    const { heads, order } = store.getState();
    if (line.kind === 'folder') {
      const inside = arrange({ order, heads, view: line.view, sort: 'title', now: 0 });
      return [
        exportEntry(
          organize,
          inside.flatMap((row) => (row.kind === 'conversation' ? [row.id] : [])),
        ),
      ];
    }
    const ids = selected.has(line.id) ? [...selected] : [line.id];
    return conversationEntries({
      heads: ids.flatMap((id) => heads[id] ?? []),
      organize,
      onRename,
      onDelete,
      deleteShortcut: line.id === activeId && ids.length === 1 ? shortcut : undefined,
    });
  };
  return <ContextMenu {...rest} entries={entriesOf()} />;
}
