import { t } from '../../../../shared/language/translate.ts';
import type { ToolSourceView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sourceAbout, sourceName } from '../../../../shared/words/tool-words.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { useApp } from '../../../client/use-app.ts';
import { useSetting } from '../use-setting.ts';
import { SettingHeading } from '../setting-heading.tsx';
import settings from '../settings.module.css';

/** Chooses the tools of conversations without a choice of their own. */
export function UsualTools({ sources }: { readonly sources: readonly ToolSourceView[] }) {
  const { problem, save } = useSetting();
  const tools = useApp((state) => state.settings?.settings.tools);
  if (tools === undefined) return null;
  return (
    <section className={settings.group} aria-labelledby="usual-tools">
      <SettingHeading id="usual-tools" setting="usualTools" />
      <p className={settings.quiet}>{t('settings.tools.usual.hint')}</p>
      {sources.map(({ id, name }) => {
        const label = visibleText(sourceName(id, name));
        const set = (isOn: boolean): void => {
          const others = tools.on.filter((each) => each !== id);
          void save({ tools: { on: isOn ? [...others, id] : others, off: [...tools.off] } });
        };
        const isOn = tools.on.includes(id);
        return (
          <SwitchField
            key={id}
            label={label}
            setting={`tool ${id}`}
            hint={sourceAbout(id)}
            reset={
              isOn
                ? {
                    label: t('settings.reset', { setting: label }),
                    onReset: () => set(false),
                  }
                : null
            }
            checked={isOn}
            onChange={set}
          />
        );
      })}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
