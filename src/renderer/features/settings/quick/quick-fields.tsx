import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { useApp } from '../../../client/use-app.ts';
import { QuickShortcut } from './quick-shortcut.tsx';
import { useResets } from '../use-resets.ts';
import { useSetting } from '../use-setting.ts';

/** The folder in which quick asks begin. Saved when the field is left. */
function QuickFolder() {
  const saved = useApp((state) => state.settings?.settings.quickFolder ?? '');
  const { problem, save } = useSetting();
  const resetOf = useResets();
  const [text, setText] = useState<string | null>(null);
  return (
    <TextField
      label={t('quick.setting.folder')}
      reset={resetOf('quickFolder', t('quick.setting.folder'), () => setText(null))}
      hint={t('quick.setting.folder.hint')}
      error={problem}
      maxLength={500}
      value={text ?? saved}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== null) void save({ quickFolder: text }).then(() => setText(null));
      }}
    />
  );
}

/** The settings of quick ask. */
export function QuickFields() {
  const isOn = useApp((state) => state.settings?.settings.quickAsk ?? false);
  const { problem, save } = useSetting();
  const resetOf = useResets();
  return (
    <>
      <SwitchField
        label={t('quick.setting')}
        reset={resetOf('quickAsk', t('quick.setting'))}
        hint={problem ?? t('quick.setting.hint')}
        checked={isOn}
        onChange={(quickAsk) => void save({ quickAsk })}
      />
      {isOn && (
        <>
          <QuickShortcut />
          <QuickFolder />
        </>
      )}
    </>
  );
}
