import { expected, type ExpectedError } from '../../shared/model/errors.ts';
import { extraFault } from '../../shared/model/extra-rules.ts';
import { mostExtras, type ExtraInput } from '../../shared/model/extras.ts';

/** The refusal of headers and query fields as a form gave them. */
export function refusedExtras(message: string): ExpectedError {
  return expected('invalid', message, { about: 'extras' });
}

/**
 * Checks the headers and query fields that a person entered. Throws an ExpectedError (`invalid`) that
 * names the line and never repeats a value.
 */
export function checkExtras(extras: readonly ExtraInput[]): void {
  if (extras.length > mostExtras) {
    throw refusedExtras(
      `A provider can have ${String(mostExtras)} headers and query fields. Remove some.`,
    );
  }
  for (const at of extras.keys()) {
    const fault = extraFault(extras, at);
    if (fault !== null) throw refusedExtras(fault.message);
  }
}
