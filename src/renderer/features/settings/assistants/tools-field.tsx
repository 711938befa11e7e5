import { useEffect } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolChoice } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sourceAbout, sourceName } from '../../../../shared/words/tool-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { SelectField, SwitchField } from '../../../ui/field.tsx';
import styles from './assistants.module.css';

/** The tools of an assistant, or the usual ones. */
export function ToolsField({
  value,
  onChange,
}: {
  readonly value: ToolChoice | null;
  readonly onChange: (value: ToolChoice | null) => void;
}) {
  const controller = useController();
  const sources = useApp((state) => state.tools?.sources) ?? [];
  useEffect(() => void controller.loadTools(), [controller]);
  return (
    <>
      <SelectField<'usual' | 'own'>
        label={t('settings.assistants.tools')}
        value={value === null ? 'usual' : 'own'}
        options={[
          { value: 'usual', label: t('settings.assistants.as_all') },
          { value: 'own', label: t('settings.assistants.tools.own') },
        ]}
        onChange={(next) => onChange(next === 'usual' ? null : { on: [], off: [] })}
      />
      {value !== null && (
        <div className={styles.tools}>
          {sources.map(({ id, name }) => (
            <SwitchField
              key={id}
              label={visibleText(sourceName(id, name))}
              hint={sourceAbout(id)}
              checked={value.on.includes(id)}
              onChange={(isOn) => {
                const others = value.on.filter((each) => each !== id);
                onChange({ ...value, on: isOn ? [...others, id] : others });
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}
