import { expect, test } from 'vitest';
import { copyName } from '../../../../src/renderer/features/settings/copy-name.ts';

test('a copy has a name of its own', () => {
  expect(copyName('Letter', ['Letter'])).toBe('Letter copy');
  expect(copyName('Letter', ['Letter copy', 'Letter copy 2'])).toBe('Letter copy 3');
  expect(copyName('a'.repeat(300), []).length).toBeLessThan(200);
});

test('a copy of a name that runs the other way is kept without marks', () => {
  expect(copyName('رسالة', ['رسالة copy'])).toBe('رسالة copy 2');
});
