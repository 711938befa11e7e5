import type { Page } from '@playwright/test';
import { exchange, type SeedConversation } from './library-profile.ts';
import { controls } from './parley.ts';
import { names } from './names.ts';

const filler = Array.from(
  { length: 400 },
  (_, index) => `Paragraph ${index} about nothing in particular, to fill the page.`,
);

/** A long conversation in which a hidden branch contains the search word. */
const branched: SeedConversation = {
  title: 'Two answers',
  age: 400,
  messages: [
    { role: 'user', text: 'Which harbour is the oldest?', after: null },
    { role: 'assistant', text: 'The lighthouse of **Aurel**ia stands there.', after: 0 },
    { role: 'assistant', text: 'Nobody knows for certain.', after: 0 },
    ...filler.slice(0, 80).flatMap((text, index) => [
      { role: 'user' as const, text: `Go on ${index}`, after: index * 2 + 2 },
      { role: 'assistant' as const, text, after: index * 2 + 3 },
    ]),
  ],
};

/** Five conversations, one of them long and branched. */
export const seeds: readonly SeedConversation[] = [
  branched,
  {
    title: 'Kyoto',
    age: 20,
    messages: exchange('東京と京都のどちらが古いですか', '京都のほうが古い都です。'),
  },
  {
    title: 'Debounce',
    age: 3,
    messages: exchange('How do I debounce?', 'Use `setTimeout` and the quick brown fox rule.'),
  },
  {
    title: 'Animals',
    age: 2,
    messages: exchange('Is a brown quick fox a thing?', 'A fox may be brown. It is quick.'),
  },
  { title: 'Weekend', age: 0, messages: exchange('Plan a weekend', 'Take the night train.') },
];

/** Locators of the sidebar. */
export function library(page: Page) {
  const ui = controls(page);
  return {
    ...ui,
    box: page.getByRole('searchbox', { name: names.searchConversations }),
    hits: page.getByRole('listbox', { name: names.searchResults }).getByRole('option'),
    row: (title: string) => ui.conversations.getByRole('button', { name: title, exact: true }),
    menuItem: (name: string) => page.getByRole('menuitem', { name, exact: true }),
  };
}
