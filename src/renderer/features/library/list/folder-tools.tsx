import CircleUserRound from 'lucide-react/icons/circle-user-round';
import SquarePen from 'lucide-react/icons/square-pen';
import { t } from '../../../../shared/language/translate.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { MenuEntry } from '../../../ui/menu.tsx';
import { MenuButton } from './menu-button.tsx';
import styles from '../library.module.css';

/** Props of {@link FolderTools}. */
export interface FolderToolsProps {
  readonly folder: string;
  readonly onNew: (folder: string) => void;
}

/** Begins a conversation in a folder, and chooses the assistant of those that begin there. */
export function FolderTools({ folder, onNew }: FolderToolsProps) {
  const controller = useController();
  const assistants = useApp((state) => state.assistants) ?? [];
  const all = useApp((state) => state.settings?.settings.folderAssistants) ?? {};
  const chosen = assistants.find(({ id }) => id === ownEntry(all, folder));
  const choose = (assistantId: string | null): void => {
    const others = Object.entries(all).filter(([name]) => name !== folder);
    const own = assistantId === null ? [] : [[folder, assistantId] as const];
    const folderAssistants = Object.fromEntries([...others, ...own]);
    // Main reports settings that cannot be written.
    void controller.command('settings.update', { folderAssistants });
  };
  const entries: readonly MenuEntry[] = [
    {
      kind: 'choice',
      label: t('library.folder.no_assistant'),
      checked: chosen === undefined,
      onSelect: () => choose(null),
    },
    ...assistants.map(({ id, icon, name }) => ({
      kind: 'choice' as const,
      label: [icon, visibleText(name)].filter((words) => words !== '').join(' '),
      checked: id === chosen?.id,
      onSelect: () => choose(id),
    })),
  ];
  return (
    <>
      <IconButton
        label={t('library.folder.new_conversation')}
        size="small"
        onClick={() => onNew(folder)}
      >
        <SquarePen size={14} />
      </IconButton>
      <MenuButton
        label={
          chosen === undefined
            ? t('library.folder.assistant')
            : t('library.folder.assistant.named', { assistant: visibleText(chosen.name) })
        }
        entries={entries}
      >
        {chosen === undefined || chosen.icon === '' ? (
          <CircleUserRound size={14} />
        ) : (
          <span className={styles.folderIcon} aria-hidden>
            {chosen.icon}
          </span>
        )}
      </MenuButton>
    </>
  );
}
