import { expect } from 'vitest';
import type { ParleyError } from '../../../src/shared/model/errors.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';

/** Expects one or two plain sentences: what happened, then what to do; no code, no stack. */
export function expectPlain(error: ParleyError): void {
  const message = sentenceOf(error);
  expect(message).toMatch(/^[^!\n<>{}]{10,240}[.?]$/);
  expect(message).not.toMatch(/\bat \S+:\d+:\d+|undefined|null|\[object|Error\b/);
}
