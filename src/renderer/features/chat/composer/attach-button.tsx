import { useRef, useState } from 'react';
import Blocks from 'lucide-react/icons/blocks';
import FolderOpen from 'lucide-react/icons/folder-open';
import Paperclip from 'lucide-react/icons/paperclip';
import { t } from '../../../../shared/language/translate.ts';
import { isBuiltInSource } from '../../../../shared/model/tool-sources/built-in.ts';
import type { OfferingServer } from '../../../../shared/model/tool-sources/offers.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ContextMenu, openMenuAt, type MenuEntry } from '../../../ui/menu.tsx';
import { useController } from '../../../client/use-app.ts';
import styles from './composer.module.css';

/** Props of {@link AttachButton}. */
export interface AttachButtonProps {
  /** Sources of tools that are on in the conversation. */
  readonly on: readonly string[];
  /** Opens the file dialog. */
  readonly onFiles: () => void;
  /** Lists the resources of a server. */
  readonly onServer: (serverId: string) => void;
}

/**
 * Attaches files. If servers of the conversation may offer resources, it opens a menu; asking for
 * their names starts none of them.
 */
export function AttachButton({ on, onFiles, onServer }: AttachButtonProps) {
  const controller = useController();
  const [servers, setServers] = useState<readonly OfferingServer[]>([]);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLSpanElement>(null);
  /** Runs once the menu has closed, because the closing menu moves the focus. */
  const chosen = useRef<(() => void) | null>(null);
  const hasMenu = on.some((source) => !isBuiltInSource(source));

  const open = async (): Promise<void> => {
    const found = await controller.command('offers.servers', { sources: [...on] });
    const offering = found.ok ? found.value.filter((each) => each.hasResources !== false) : [];
    if (offering.length === 0 || place.current === null) return onFiles();
    setServers(offering);
    openMenuAt(place.current);
  };
  const entries: readonly MenuEntry[] = [
    {
      kind: 'action',
      label: t('composer.attach.files'),
      icon: <FolderOpen size={16} />,
      onSelect: () => {
        chosen.current = onFiles;
      },
    },
    { kind: 'separator' },
    ...servers.map(({ id, name }): MenuEntry => ({
      kind: 'action',
      label: t('composer.attach.from_server', { server: name }),
      icon: <Blocks size={16} />,
      onSelect: () => {
        chosen.current = () => onServer(id);
      },
    })),
  ];
  return (
    <ContextMenu
      entries={entries}
      onOpenChange={setOpen}
      onCloseFocus={() => {
        const run = chosen.current;
        chosen.current = null;
        run?.();
        if (run === null) button.current?.focus();
        return true;
      }}
    >
      {(onContextMenu) => (
        <span className={styles.attachPlace}>
          <IconButton
            ref={button}
            label={t('composer.attach')}
            data-command="attach"
            tooltipSide="top"
            className={styles.attach}
            aria-haspopup={hasMenu ? 'menu' : undefined}
            aria-expanded={hasMenu ? isOpen : undefined}
            onClick={hasMenu ? () => void open() : onFiles}
          >
            <Paperclip size={18} />
          </IconButton>
          <span ref={place} className={styles.menuPlace} onContextMenu={onContextMenu} />
        </span>
      )}
    </ContextMenu>
  );
}
