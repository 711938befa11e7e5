import { useState } from 'react';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { useApp } from '../../../client/use-app.ts';
import { QuickShortcut } from './quick-shortcut.tsx';
import { useFields } from '../use-fields.ts';
import { useSetting } from '../use-setting.ts';

/** The folder in which quick asks begin. Saved when the field is left. */
function QuickFolder() {
  const saved = useApp((state) => state.settings?.settings.quickFolder ?? '');
  const { problem, save } = useSetting();
  const field = useFields();
  const [text, setText] = useState<string | null>(null);
  return (
    <TextField
      {...field('quickFolder', () => setText(null))}
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
  const field = useFields();
  return (
    <>
      <SwitchField
        {...field('quickAsk')}
        hint={problem ?? field('quickAsk').hint}
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
