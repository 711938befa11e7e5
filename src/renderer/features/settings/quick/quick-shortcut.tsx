import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { keysText, type Platform } from '../../../../shared/keys.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ShortcutView } from '../../../../shared/model/desktop/global-shortcut.ts';
import { shortcutStateWords } from '../../../../shared/words/desktop/quick-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { useSetting } from '../use-setting.ts';
import { recordKeys } from './record-keys.ts';
import { useFields } from '../use-fields.ts';
import styles from './quick.module.css';

/** The shortcut as main knows it, asked for when the settings open. */
function useShortcutView(): ShortcutView | null {
  const controller = useController();
  const [view, setView] = useState<ShortcutView | null>(null);
  const news = useApp((state) => state.quickShortcut);
  useEffect(() => {
    void controller.command('quick.shortcut', undefined).then((result) => {
      if (result.ok) setView(result.value);
    });
  }, [controller]);
  return view === null ? null : { ...view, state: news ?? view.state };
}

interface KeysProps {
  readonly accelerator: string;
  readonly platform: Platform;
  readonly hintId: string;
  readonly onChange: (accelerator: string) => void;
}

/** Shows the keys; takes new ones once it is pressed. */
function Keys({ accelerator, platform, hintId, onChange }: KeysProps) {
  const [recording, setRecording] = useState<'off' | 'waiting' | 'refused'>('off');
  const keys = accelerator === '' ? t('quick.shortcut.none') : keysText(accelerator, platform);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (recording === 'off') return;
    const recorded = recordKeys(event, platform);
    if (recorded.kind === 'left') {
      setRecording('off');
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || recorded.kind === 'ignored') return;
    if (recorded.kind === 'kept') onChange(recorded.accelerator);
    setRecording(recorded.kind === 'refused' ? 'refused' : 'off');
  };
  return (
    <>
      <button
        type="button"
        className={styles.keys}
        aria-label={t('quick.shortcut.change', { keys })}
        aria-pressed={recording !== 'off'}
        aria-describedby={hintId}
        data-handles-escape={recording === 'off' ? undefined : ''}
        onClick={() => setRecording(recording === 'off' ? 'waiting' : 'off')}
        onKeyDown={onKeyDown}
        onBlur={() => setRecording('off')}
      >
        <kbd>{recording === 'off' ? keys : '…'}</kbd>
      </button>
      {recording !== 'off' && (
        <p className={styles.hint} role="status">
          {recording === 'waiting' ? t('quick.shortcut.press') : t('quick.shortcut.not_keys')}
        </p>
      )}
    </>
  );
}

/** The command that a key of the desktop can run, and how to bind one. */
function DesktopCommand({ command }: { readonly command: string }) {
  const controller = useController();
  return (
    <div className={styles.command}>
      <p className={styles.hint}>{t('quick.bind')}</p>
      <div className={styles.commandLine}>
        <code>{command}</code>
        <Button size="small" onClick={() => void controller.command('app.copy', { text: command })}>
          {t('quick.bind.copy')}
        </Button>
      </div>
      <p className={styles.hint}>{t('quick.bind.how')}</p>
    </div>
  );
}

/** The shortcut of the quick window: its keys, whether they work, and what to do if they do not. */
export function QuickShortcut() {
  const controller = useController();
  const view = useShortcutView();
  const accelerator = useApp((state) => state.settings?.settings.quickShortcut ?? '');
  const platform = useApp((state) => state.info?.platform ?? 'linux');
  const { problem, save } = useSetting();
  const id = useId();
  const named = useFields()('quickShortcut');
  const state = view?.state ?? { kind: 'off' as const };
  const canBeTested = state.kind !== 'off' && state.kind !== 'taken' && state.kind !== 'working';
  return (
    <div className={styles.shortcut} role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className={styles.label} data-setting={named.setting}>
        {named.label}
      </span>
      <Keys
        accelerator={accelerator}
        platform={platform}
        hintId={`${id}-state`}
        onChange={(quickShortcut) => void save({ quickShortcut })}
      />
      {problem !== null && <p role="alert">{problem}</p>}
      <p id={`${id}-state`} className={styles.hint} role="status" data-state={state.kind}>
        {shortcutStateWords(state, platform)}
      </p>
      <div className={styles.buttons}>
        {canBeTested && !state.isListening && (
          <Button size="small" onClick={() => void controller.command('quick.listen', undefined)}>
            {t('quick.shortcut.test')}
          </Button>
        )}
        {accelerator !== '' && (
          <Button size="small" tone="quiet" onClick={() => void save({ quickShortcut: '' })}>
            {t('quick.shortcut.remove')}
          </Button>
        )}
      </div>
      {view !== null && view.command !== null && state.kind !== 'working' && (
        <DesktopCommand command={view.command} />
      )}
    </div>
  );
}
