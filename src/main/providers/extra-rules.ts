import { type ExpectedError, expectedPlain } from '../../shared/expected.ts';
import { mostExtras, type Extra, type ExtraInput } from '../../shared/model/extras.ts';

/** Headers that say how a request travels or what it is: another value would break it, or worse. */
const refusedHeaders =
  /^(?:host|content-length|content-type|content-encoding|accept|accept-encoding|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|date|via|forwarded|http2-settings|proxy-.*|sec-.*|:.*)$/;

function refusal(message: string): ExpectedError {
  return expectedPlain('invalid', message);
}

function checkName({ place, name }: Pick<ExtraInput, 'place' | 'name'>): void {
  if (place === 'query') {
    if (/[\p{Cc}\s]/u.test(name)) {
      throw refusal('The name of a query field cannot hold spaces or line breaks. Take them out.');
    }
    return;
  }
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    throw refusal(
      'The name of a header can only hold letters, digits and hyphens, as in X-Api-Key. Correct it.',
    );
  }
  if (refusedHeaders.test(name.toLowerCase())) {
    throw refusal(`Parley sets the header ${name} itself. Take it out.`);
  }
}

function checkValue({ place, name, value }: ExtraInput): void {
  if (value === null) return;
  if (value.trim() === '') {
    throw refusal(`${name} has no value. Enter one, or remove the line.`);
  }
  if (/[\r\n\0]/.test(value)) {
    throw refusal(`The value of ${name} has a line break in it. Paste it as one line.`);
  }
  if (place === 'header' && !/^[\x20-\x7e]+$/.test(value.trim())) {
    throw refusal(
      `The value of ${name} holds characters that no header can carry. Paste it again, or type it.`,
    );
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
    throw refusal(
      `A provider can have ${String(mostExtras)} headers and query fields. Remove some.`,
    );
  }
  for (const [place, extra] of extras.entries()) {
    checkName(extra);
    checkValue(extra);
    if (extras.slice(0, place).some((before) => sameExtra(before, extra))) {
      throw refusal(`${extra.name} is there twice. Remove one.`);
    }
  }
}
