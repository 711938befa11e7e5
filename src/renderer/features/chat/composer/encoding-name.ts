import { t } from '../../../../shared/language/translate.ts';
import { textEncodings, type TextEncoding } from '../../../../shared/model/text-encodings.ts';

/** The common name of an encoding: "Cyrillic (KOI8-R)". */
export function nameOfEncoding({ standard, script }: TextEncoding): string {
  return script === 'any' ? standard : t(`encoding.script.${script}`, { standard });
}

/** The common name of the encoding with this label, or the label if it is not listed. */
export function encodingName(label: string): string {
  const known = textEncodings.find((each) => each.label === label);
  return known === undefined ? label : nameOfEncoding(known);
}
