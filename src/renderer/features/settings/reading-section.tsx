import { useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { defaultSettings } from '../../../shared/model/defaults/default-settings.ts';
import type { Density, SettingsPatch } from '../../../shared/model/settings.ts';
import { RichMessage } from '../../common/rich-message.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useFields, type NamedField } from './use-fields.ts';
import { useSetting } from './use-setting.ts';
import styles from './settings.module.css';
import reading from './reading-section.module.css';

/** The settings of this section. */
const keys = [
  'lineWidth',
  'textSize',
  'textFont',
  'density',
  'codeFont',
  'typewriterScroll',
] as const;
const usual = Object.fromEntries(keys.map((key) => [key, defaultSettings[key]])) as SettingsPatch;

const densities: readonly Density[] = ['compact', 'comfortable', 'spacious'];
const namedWidths = { narrow: 56, medium: 72, wide: 90, very_wide: 120 } as const;
type NamedWidth = keyof typeof namedWidths;
/** As wide as any window. */
const unlimitedWidth = 240;
const sizes = [13, 14, 15, 16, 17, 18, 20, 22, 24, 28] as const;
const fonts = ['system', 'serif', 'other'] as const;

interface Option {
  readonly value: string;
  readonly label: string;
}

const sizeOption = (size: number): Option => ({
  value: String(size),
  label: t('settings.reading.pixels', { size }),
});

/** The sizes; one that is missing from the list was set elsewhere and stays selectable. */
function sizeOptions(chosen: number): readonly Option[] {
  const others = sizes.some((size) => size === chosen) ? [] : [chosen];
  return [...sizes, ...others].map(sizeOption);
}

/** The lengths of a line; one that is missing from the list was set elsewhere and stays selectable. */
function widthOptions(chosen: number): readonly Option[] {
  const names: readonly NamedWidth[] = ['narrow', 'medium', 'wide', 'very_wide'];
  const options: readonly Option[] = [
    ...names.map((name) => ({
      value: String(namedWidths[name]),
      label: t(`settings.reading.width.${name}`, { count: namedWidths[name] }),
    })),
    { value: String(unlimitedWidth), label: t('settings.reading.width.unlimited') },
  ];
  return options.some(({ value }) => value === String(chosen))
    ? options
    : [
        ...options,
        { value: String(chosen), label: t('settings.reading.characters', { count: chosen }) },
      ];
}

interface FontNameProps {
  readonly named: (also: () => void) => NamedField;
  readonly saved: string;
  readonly onChange: (name: string) => void;
}

function FontName({ named, saved, onChange }: FontNameProps) {
  const [text, setText] = useState<string | null>(null);
  return (
    <TextField
      {...named(() => setText(null))}
      value={text ?? saved}
      maxLength={100}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value);
      }}
      onBlur={() => setText(null)}
    />
  );
}

function fontKind(name: string): (typeof fonts)[number] {
  if (name === '') return 'system';
  return name === 'serif' ? 'serif' : 'other';
}

/** Reading settings of conversations. */
export function ReadingSection() {
  const settings = useApp((state) => state.settings?.settings ?? null);
  const { problem, save } = useSetting();
  const [wantsOther, setWantsOther] = useState(false);
  const field = useFields();
  if (settings === null) return null;
  const { lineWidth, textSize, textFont, density, codeFont } = settings;
  const font = wantsOther ? 'other' : fontKind(textFont);
  const isUsual = keys.every((key) => settings[key] === usual[key]);
  return (
    <div className={styles.fields}>
      <div className={reading.sample} aria-hidden>
        <p>
          <RichMessage
            id="settings.reading.sample"
            values={{ code: (chunks) => <code>{chunks}</code> }}
          />
        </p>
      </div>
      <SelectField
        {...field('textSize')}
        value={String(textSize)}
        options={sizeOptions(textSize)}
        error={problem}
        onChange={(value) => void save({ textSize: Number(value) })}
      />
      <SelectField
        {...field('lineWidth')}
        value={String(lineWidth)}
        options={widthOptions(lineWidth)}
        onChange={(value) => void save({ lineWidth: Number(value) })}
      />
      <SelectField
        {...field('density')}
        value={density}
        options={densities.map((each) => ({
          value: each,
          label: t(`settings.reading.density.${each}`),
        }))}
        onChange={(value) => void save({ density: value })}
      />
      <SelectField
        {...field('textFont', () => setWantsOther(false))}
        value={font}
        options={fonts.map((each) => ({ value: each, label: t(`settings.reading.font.${each}`) }))}
        onChange={(value) => {
          setWantsOther(value === 'other');
          if (value !== 'other') void save({ textFont: value === 'serif' ? 'serif' : '' });
        }}
      />
      {font === 'other' && (
        <FontName
          named={() => field('fontName')}
          saved={textFont === 'serif' ? '' : textFont}
          onChange={(name) => void save({ textFont: name })}
        />
      )}
      <FontName
        named={(also) => field('codeFont', also)}
        saved={codeFont}
        onChange={(name) => void save({ codeFont: name })}
      />
      <SwitchField
        {...field('typewriterScroll')}
        checked={settings.typewriterScroll}
        onChange={(checked) => void save({ typewriterScroll: checked })}
      />
      <div>
        <Button
          size="small"
          disabled={isUsual}
          onClick={() => {
            setWantsOther(false);
            void save(usual);
          }}
        >
          {t('settings.reading.reset')}
        </Button>
      </div>
    </div>
  );
}
