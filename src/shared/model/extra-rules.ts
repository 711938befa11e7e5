import type { Extra, ExtraInput } from './extras.ts';

/** What is wrong with a header or query field, and in which of its boxes. */
export interface ExtraFault {
  readonly box: 'name' | 'value';
  /** A sentence with the next step. It never repeats a value. */
  readonly message: string;
}

/** Headers that say how a request travels or what it is: another value would break it, or worse. */
const refusedHeaders =
  /^(?:host|content-length|content-type|content-encoding|accept|accept-encoding|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|date|via|forwarded|http2-settings|proxy-.*|sec-.*|:.*)$/;

/** Tells two extras apart: the case of a header's name does not matter, that of a query field does. */
export function sameExtra(
  one: Pick<Extra, 'place' | 'name'>,
  other: Pick<Extra, 'place' | 'name'>,
): boolean {
  if (one.place !== other.place) return false;
  return one.place === 'header'
    ? one.name.toLowerCase() === other.name.toLowerCase()
    : one.name === other.name;
}

function nameFault({ place, name }: Pick<ExtraInput, 'place' | 'name'>): string | null {
  if (name === '') {
    return `Enter the name of the ${place === 'header' ? 'header' : 'query field'}, or remove the line.`;
  }
  if (place === 'query') {
    return /[\p{Cc}\s]/u.test(name)
      ? 'The name of a query field cannot hold spaces or line breaks. Take them out.'
      : null;
  }
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    return 'The name of a header can only hold letters, digits and hyphens, as in X-Api-Key. Correct it.';
  }
  return refusedHeaders.test(name.toLowerCase())
    ? `Parley sets the header ${name} itself. Take it out.`
    : null;
}

function valueFault({ place, name, value }: ExtraInput): string | null {
  if (value === null) return null;
  if (value.trim() === '') return `${name} has no value. Enter one, or remove the line.`;
  if (/[\r\n\0]/.test(value)) {
    return `The value of ${name} has a line break in it. Paste it as one line.`;
  }
  return place === 'header' && !/^[\x20-\x7e]+$/.test(value.trim())
    ? `The value of ${name} holds characters that no header can carry. Paste it again, or type it.`
    : null;
}

/** What is wrong with one of the headers and query fields that a person entered; null for nothing. */
export function extraFault(extras: readonly ExtraInput[], at: number): ExtraFault | null {
  const extra = extras[at];
  if (extra === undefined) return null;
  const inName = nameFault(extra);
  if (inName !== null) return { box: 'name', message: inName };
  if (extras.slice(0, at).some((before) => sameExtra(before, extra))) {
    return { box: 'name', message: `${extra.name} is there twice. Remove one.` };
  }
  const inValue = valueFault(extra);
  return inValue === null ? null : { box: 'value', message: inValue };
}
