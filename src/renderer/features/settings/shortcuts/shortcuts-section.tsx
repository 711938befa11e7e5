import { useState } from 'react';
import { actions, type ActionId } from '../../../../shared/actions.ts';
import { isChanged, withoutShortcuts, withShortcut } from '../../../../shared/shortcuts.ts';
import { t } from '../../../../shared/language/translate.ts';
import { useApp } from '../../../client/use-app.ts';
import { shortcutsIn } from '../../../client/use-shortcut-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useSetting } from '../use-setting.ts';
import { ShortcutRow } from './shortcut-row.tsx';
import settings from '../settings.module.css';
import styles from './shortcuts-section.module.css';

const ids = Object.keys(actions) as readonly ActionId[];
const noChanges = {};

/** Every action with its shortcut, to be changed, removed and restored. */
export function ShortcutsSection() {
  const changes = useApp((state) => state.settings?.settings.shortcuts ?? noChanges);
  const platform = useApp(({ info }) => info?.platform ?? 'linux');
  const shortcuts = useApp(shortcutsIn);
  const { problem, save } = useSetting();
  const [recordedId, setRecordedId] = useState<ActionId | null>(null);
  const set = (id: ActionId, accelerator: string | null): void => {
    setRecordedId(null);
    void save({ shortcuts: withShortcut(changes, id, accelerator, platform) });
  };
  const isAnyChanged = ids.some((id) => isChanged(id, shortcuts) || shortcuts.refused.has(id));
  return (
    <div className={settings.group}>
      <p className={settings.quiet}>{t('shortcut.about')}</p>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <ul className={styles.list}>
        {ids.map((id) => (
          <ShortcutRow
            key={id}
            recordedFor={{ id, platform, shortcuts }}
            isRecording={recordedId === id}
            onRecord={(isRecording) => setRecordedId(isRecording ? id : null)}
            onSet={(accelerator) => set(id, accelerator)}
          />
        ))}
      </ul>
      <div>
        <Button
          size="small"
          disabled={!isAnyChanged}
          onClick={() => void save({ shortcuts: withoutShortcuts(changes) })}
        >
          {t('shortcut.restore_all')}
        </Button>
      </div>
    </div>
  );
}
