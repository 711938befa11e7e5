import { useState } from 'react';
import type { Density } from '../../../shared/model/settings.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useSetting } from './use-setting.ts';
import styles from './settings.module.css';
import reading from './reading-section.module.css';

/** The defaults; the same as in shared/model/settings.ts. */
const usual = {
  lineWidth: 72,
  textSize: 16,
  textFont: '',
  density: 'comfortable',
  codeFont: '',
} as const;

const densities = [
  { value: 'compact', label: 'Compact' },
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'spacious', label: 'Spacious' },
] as const satisfies readonly { readonly value: Density; readonly label: string }[];

const widths = [
  { value: '56', label: 'Narrow: 56 characters' },
  { value: '72', label: 'Medium: 72 characters' },
  { value: '90', label: 'Wide: 90 characters' },
  { value: '120', label: 'Very wide: 120 characters' },
  { value: '240', label: 'As wide as the window' },
] as const;

const sizes = ['13', '14', '15', '16', '17', '18', '20', '22', '24', '28'].map((value) => ({
  value,
  label: `${value} px`,
}));

const fonts = [
  { value: 'system', label: 'As the system' },
  { value: 'serif', label: 'Serif' },
  { value: 'other', label: 'Another one' },
] as const;

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A value missing from the list was set elsewhere and stays selectable. */
function withOwn(options: readonly Option[], value: string, label: string): readonly Option[] {
  return options.some((option) => option.value === value)
    ? options
    : [...options, { value, label }];
}

interface FontNameProps {
  readonly label: string;
  readonly hint: string;
  readonly saved: string;
  readonly onChange: (name: string) => void;
}

function FontName({ label, hint, saved, onChange }: FontNameProps) {
  const [text, setText] = useState<string | null>(null);
  return (
    <TextField
      label={label}
      hint={hint}
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

function fontKind(name: string): (typeof fonts)[number]['value'] {
  if (name === '') return 'system';
  return name === 'serif' ? 'serif' : 'other';
}

/** Reading settings of conversations. */
export function ReadingSection() {
  const settings = useApp((state) => state.settings?.settings ?? null);
  const { problem, save } = useSetting();
  const [wantsOther, setWantsOther] = useState(false);
  if (settings === null) return null;
  const { lineWidth, textSize, textFont, density, codeFont } = settings;
  const font = wantsOther ? 'other' : fontKind(textFont);
  const isUsual =
    lineWidth === usual.lineWidth &&
    textSize === usual.textSize &&
    textFont === usual.textFont &&
    density === usual.density &&
    codeFont === usual.codeFont;
  return (
    <div className={styles.fields}>
      <div className={reading.sample} aria-hidden>
        <p>
          A line should be long enough to hold a thought and short enough that the eye finds the
          next one. It is read with <code>ease</code>.
        </p>
      </div>
      <SelectField
        label="Text size"
        value={String(textSize)}
        options={withOwn(sizes, String(textSize), `${String(textSize)} px`)}
        error={problem}
        onChange={(value) => void save({ textSize: Number(value) })}
      />
      <SelectField
        label="Length of a line"
        value={String(lineWidth)}
        options={withOwn(widths, String(lineWidth), `${String(lineWidth)} characters`)}
        onChange={(value) => void save({ lineWidth: Number(value) })}
      />
      <SelectField
        label="Density"
        value={density}
        options={densities}
        onChange={(value) => void save({ density: value })}
      />
      <SelectField
        label="Font"
        value={font}
        options={fonts}
        onChange={(value) => {
          setWantsOther(value === 'other');
          if (value !== 'other') void save({ textFont: value === 'serif' ? 'serif' : '' });
        }}
      />
      {font === 'other' && (
        <FontName
          label="Name of the font"
          hint="Any font installed on this machine."
          saved={textFont === 'serif' ? '' : textFont}
          onChange={(name) => void save({ textFont: name })}
        />
      )}
      <FontName
        label="Font of code"
        hint="The name of an installed font; empty for the system's."
        saved={codeFont}
        onChange={(name) => void save({ codeFont: name })}
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
          Back to the usual
        </Button>
      </div>
    </div>
  );
}
