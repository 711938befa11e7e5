import { useState } from 'react';
import { quickSettingWords } from '../../../shared/words/desktop/quick-words.ts';
import { SwitchField, TextField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useSetting } from './use-setting.ts';

/** The folder in which quick asks begin. Saved when the field is left. */
function QuickFolder() {
  const saved = useApp((state) => state.settings?.settings.quickFolder ?? '');
  const { problem, save } = useSetting();
  const [text, setText] = useState<string | null>(null);
  return (
    <TextField
      label={quickSettingWords.folder}
      hint={quickSettingWords.folderHint}
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
  return (
    <>
      <SwitchField
        label={quickSettingWords.isOn}
        hint={problem ?? quickSettingWords.hint}
        checked={isOn}
        onChange={(quickAsk) => void save({ quickAsk })}
      />
      {isOn && <QuickFolder />}
    </>
  );
}
