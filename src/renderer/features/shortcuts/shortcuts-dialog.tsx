import { t } from '../../../shared/language/translate.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { shortcutsIn } from '../../client/use-shortcut-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { elementNamed } from '../../ui/focus-registry.ts';
import { shortcutGroups, type ShortcutGroup } from './shortcut-groups.ts';
import styles from './shortcuts.module.css';

/** The keys of one place. */
export function ShortcutTable({ group }: { readonly group: ShortcutGroup }) {
  return (
    <table className={styles.group}>
      <caption className={styles.title}>{group.title}</caption>
      <tbody>
        {group.shortcuts.map(({ keys, does }) => (
          <tr key={keys}>
            <th scope="row" className={styles.does}>
              {does}
            </th>
            <td className={styles.keys}>
              <kbd>{keys}</kbd>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lists the shortcuts of what is on show. */
export function ShortcutsDialog() {
  const controller = useController();
  const isOpen = useApp(({ dialog }) => dialog?.kind === 'shortcuts');
  const platform = useApp(({ info }) => info?.platform ?? 'linux');
  const shortcuts = useApp(shortcutsIn);
  const hasConversation = useApp(({ activeId }) => activeId !== null);
  const view = {
    hasConversation,
    hasList: elementNamed('search_box')?.checkVisibility() === true,
    hasFind: elementNamed('find_box') !== null,
    hasBranches: elementNamed('branches') !== null,
    hasColumns: document.querySelector('[data-column]') !== null,
  };
  return (
    <Dialog
      open={isOpen}
      onClose={() => controller.setDialog(null)}
      title={t('action.keyboard_shortcuts')}
    >
      {/* A long list scrolls, so it has to be reachable by keyboard. */}
      <div
        className={styles.list}
        tabIndex={0}
        role="region"
        aria-label={t('action.keyboard_shortcuts')}
      >
        {shortcutGroups(platform, shortcuts, view).map((group) => (
          <ShortcutTable key={group.title} group={group} />
        ))}
      </div>
      <div className={styles.foot}>
        <Button
          size="small"
          onClick={() => controller.setDialog({ kind: 'settings', section: 'shortcuts' })}
        >
          {t('shortcut.change_them')}
        </Button>
      </div>
    </Dialog>
  );
}
