import type { Assistant } from '../../../../src/shared/model/assistants/assistant.ts';

/** An assistant that sets everything. */
export const translator: Assistant = {
  id: 'a1',
  name: 'Translator',
  icon: '🦊',
  instructions: 'Translate into French.',
  model: { providerId: 'p', model: 'french-1' },
  parameters: { temperature: 0.4, stop: ['END'] },
  tools: { on: ['time'], off: ['time/current_time'] },
  asksBeforeTools: true,
  starters: ['Good morning'],
  naming: { kind: 'instruction', text: 'Write a title in French.' },
};

/** An assistant that sets nothing but its name and instructions. */
export const reviewer: Assistant = {
  id: 'a2',
  name: 'Reviewer',
  icon: '',
  instructions: 'Review code.',
  starters: [],
  limits: { warnAt: 2, stopAt: 5 },
};
