import type { Coded } from './errors.ts';
import type { Extra, ExtraInput } from './extras.ts';

/** A problem with a header or query field, and the input it concerns. */
export interface ExtraFault {
  readonly box: 'name' | 'value';
  /** Never contains a value. */
  readonly problem: Coded;
}

/**
 * Headers that describe the transport or body of a request. Changing them would break it, or worse.
 */
const refusedHeaders =
  /^(?:host|content-length|content-type|content-encoding|accept|accept-encoding|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|date|via|forwarded|http2-settings|proxy-.*|sec-.*|:.*)$/;

/** True if two extras have the same name. Case matters for query fields but not for headers. */
export function sameExtra(
  one: Pick<Extra, 'place' | 'name'>,
  other: Pick<Extra, 'place' | 'name'>,
): boolean {
  if (one.place !== other.place) return false;
  return one.place === 'header'
    ? one.name.toLowerCase() === other.name.toLowerCase()
    : one.name === other.name;
}

function nameFault({ place, name }: Pick<ExtraInput, 'place' | 'name'>): Coded | null {
  if (name === '') {
    return { code: 'extra_name_empty', params: { place } };
  }
  if (place === 'query') {
    return /[\p{Cc}\s]/u.test(name) ? { code: 'extra_query_name', params: {} } : null;
  }
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    return { code: 'extra_header_name', params: {} };
  }
  return refusedHeaders.test(name.toLowerCase())
    ? { code: 'extra_header_taken', params: { name } }
    : null;
}

function valueFault({ place, name, value }: ExtraInput): Coded | null {
  if (value === null) return null;
  if (value.trim() === '') return { code: 'extra_value_empty', params: { name } };
  if (/[\r\n\0]/.test(value)) {
    return { code: 'extra_value_lines', params: { name } };
  }
  return place === 'header' && !/^[\x20-\x7e]+$/.test(value.trim())
    ? { code: 'extra_value_characters', params: { name } }
    : null;
}

/** The problem with one of the entered headers and query fields; null if there is none. */
export function extraFault(extras: readonly ExtraInput[], at: number): ExtraFault | null {
  const extra = extras[at];
  if (extra === undefined) return null;
  const inName = nameFault(extra);
  if (inName !== null) return { box: 'name', problem: inName };
  if (extras.slice(0, at).some((before) => sameExtra(before, extra))) {
    return { box: 'name', problem: { code: 'extra_twice', params: { name: extra.name } } };
  }
  const inValue = valueFault(extra);
  return inValue === null ? null : { box: 'value', problem: inValue };
}
