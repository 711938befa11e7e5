import { useState } from 'react';
import { NoteCallout } from '../ui/callout.tsx';
import { SwitchField } from '../ui/field.tsx';
import { useApp, useController } from '../client/use-app.ts';
import styles from './weak-key-storage.module.css';
import { sentenceOf } from '../../shared/words/error-words.ts';

/**
 * Explains that the system cannot protect keys well, and lets the person choose. Renders nothing
 * otherwise.
 */
export function WeakKeyStorage() {
  const controller = useController();
  const storage = useApp((state) => state.settings?.keyStorage ?? 'strong');
  const name = useApp((state) => state.settings?.keyStorageName ?? '');
  const allowed = useApp((state) => state.settings?.settings.allowWeakKeyStorage ?? false);
  const [problem, setProblem] = useState<string | null>(null);
  if (storage === 'strong') return null;
  if (storage === 'unavailable') {
    return (
      <NoteCallout tone="warning">
        This system offers no way to encrypt a key, so none can be kept. Start Parley with
        OPENAI_API_KEY in its environment instead: such a key is used and never written down.
      </NoteCallout>
    );
  }
  const allow = async (allowWeakKeyStorage: boolean): Promise<void> => {
    const result = await controller.command('settings.update', { allowWeakKeyStorage });
    setProblem(result.ok ? null : sentenceOf(result.error));
  };
  return (
    <NoteCallout tone="warning">
      <div className={styles.weak}>
        <p>
          There is no keyring on this system ({name}). A key would be stored with a password that is
          the same everywhere: anyone who can read your files could read it. Installing a keyring,
          such as GNOME Keyring or KWallet, solves this.
        </p>
        <SwitchField
          label="Store keys anyway"
          hint={problem}
          checked={allowed}
          onChange={(checked) => void allow(checked)}
        />
      </div>
    </NoteCallout>
  );
}
