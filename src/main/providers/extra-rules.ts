import { expected } from '../../shared/expected.ts';
import { mostExtras, type Extra, type ExtraInput } from '../../shared/model/extras.ts';

/** Headers that say how a request travels or what it is: another value would break it, or worse. */
const refusedHeaders =
  /^(?:host|content-length|content-type|content-encoding|accept|accept-encoding|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|date|via|forwarded|http2-settings|proxy-.*|sec-.*|:.*)$/;

function checkName({ place, name }: Pick<ExtraInput, 'place' | 'name'>): void {
  if (place === 'query') {
    if (/[\p{Cc}\s]/u.test(name)) {
      throw expected('extra_query_name', {});
    }
    return;
  }
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    throw expected('extra_header_name', {});
  }
  if (refusedHeaders.test(name.toLowerCase())) {
    throw expected('extra_header_taken', { name });
  }
}

function checkValue({ place, name, value }: ExtraInput): void {
  if (value === null) return;
  if (value.trim() === '') {
    throw expected('extra_value_empty', { name });
  }
  if (/[\r\n\0]/.test(value)) {
    throw expected('extra_value_lines', { name });
  }
  if (place === 'header' && !/^[\x20-\x7e]+$/.test(value.trim())) {
    throw expected('extra_value_characters', { name });
  }
}

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

/**
 * Checks the headers and query fields that a person entered. Throws an ExpectedError (`invalid`) that
 * names the line and never repeats a value.
 */
export function checkExtras(extras: readonly ExtraInput[]): void {
  if (extras.length > mostExtras) {
    throw expected('too_many_extras', { most: mostExtras });
  }
  for (const [place, extra] of extras.entries()) {
    checkName(extra);
    checkValue(extra);
    if (extras.slice(0, place).some((before) => sameExtra(before, extra))) {
      throw expected('extra_twice', { name: extra.name });
    }
  }
}
