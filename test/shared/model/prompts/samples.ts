import type { Prompt } from '../../../../src/shared/model/prompts/prompt.ts';

/** A prompt that was used. */
export const letter: Prompt = {
  id: 'p1',
  name: 'Letter',
  folder: 'Mail',
  text: 'Write a letter about {{topic}}.',
  values: { topic: 'the garden' },
  usedAt: '2026-11-01T10:00:00.000Z',
};

/** A prompt that was never used. */
export const summary: Prompt = {
  id: 'p2',
  name: 'Summary',
  folder: '',
  text: 'Summarize this in three sentences.',
};
