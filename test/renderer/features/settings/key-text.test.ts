import { describe, expect, it } from 'vitest';
import { keyText } from '../../../../src/renderer/features/settings/providers/key-text.ts';
import type { KeyStatus } from '../../../../src/shared/model/providers/provider.ts';

const of = (key: KeyStatus) => keyText({ kind: 'openai_compatible', key });

describe('keyText', () => {
  it('says which key is kept', () => {
    expect(of({ kind: 'set', lastFour: 'x7Qa' })).toEqual({
      text: 'Key ends in x7Qa',
      needsCare: false,
    });
    expect(of({ kind: 'none' }).needsCare).toBe(false);
    expect(of({ kind: 'environment', lastFour: '11zz' }).text).toContain('OPENAI_API_KEY');
  });

  it('asks for care where a key is not used, and names what to do', () => {
    const unreadable = of({ kind: 'unreadable', lastFour: 'k3Lm' });
    expect(unreadable.needsCare).toBe(true);
    expect(unreadable.text).toMatch(/k3Lm.*is stored.*enter the key again/u);
    const other = of({ kind: 'other_origin', lastFour: '9f2c', origin: 'https://old.example.com' });
    expect(other.needsCare).toBe(true);
    expect(other.text).toMatch(/https:\/\/old\.example\.com.*not sent/u);
  });

  it('says that the demo is not a language model', () => {
    expect(keyText({ kind: 'demo', key: { kind: 'none' } }).text).toContain('not a language model');
  });
});
