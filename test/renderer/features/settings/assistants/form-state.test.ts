import { describe, expect, it } from 'vitest';
import {
  readAssistant,
  typedAssistant,
} from '../../../../../src/renderer/features/settings/assistants/form-state.ts';
import { longestInstructions } from '../../../../../src/shared/model/assistants/assistant.ts';
import { reviewer, translator } from '../../../../shared/model/assistants/samples.ts';

describe('the form of an assistant', () => {
  it('gives back what it shows', () => {
    for (const { id: _id, ...form } of [translator, reviewer]) {
      expect(readAssistant(typedAssistant({ ...form, id: 'x' }))).toEqual({ ok: true, form });
    }
  });

  it('keeps one character of the icon, and no empty starters', () => {
    const typed = { ...typedAssistant(reviewer), icon: ' 🦊🦊', starters: ['', ' Why? ', '  '] };
    expect(readAssistant(typed)).toMatchObject({
      ok: true,
      form: { icon: '🦊', starters: ['Why?'] },
    });
  });

  it('says what has to be corrected', () => {
    const read = readAssistant({
      ...typedAssistant(null),
      name: ' ',
      instructions: 'x'.repeat(longestInstructions + 1),
      model: { providerId: 'p', model: '' },
      starters: ['x'.repeat(2001)],
      naming: 'instruction',
      parameters: { temperature: '9' },
      limits: { warnAt: '1', stopAt: 'cheap' },
    });
    expect(read).toEqual({
      ok: false,
      problems: {
        name: 'Enter a name.',
        instructions: 'Enter at most 200,000 characters.',
        model: 'Choose a model, or keep the current one.',
        starters: 'Enter at most 2,000 characters.',
        naming: 'Enter what to tell the model, or choose another option.',
        limits: { warnAt: null, stopAt: 'Enter an amount, such as 2.50.' },
        parameters: { temperature: expect.objectContaining({ kind: 'not_a_number' }) as unknown },
      },
    });
  });
});
