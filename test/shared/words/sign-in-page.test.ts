import { expect, it } from 'vitest';
import { signInPage } from '../../../src/shared/words/sign-in-page.ts';

it('says its language and direction, and shows the words of others as they are', () => {
  const page = signInPage({ kind: 'done', server: '<b>{Files}</b>' });
  expect(page).toContain('<html lang="en" dir="ltr">');
  expect(page).toContain('<title>You are signed in – Parley</title>');
  expect(page).toContain('Parley can now use &lt;b&gt;{Files}&lt;/b&gt;. You can close');
});

it.each([
  [{ kind: 'failed', sentence: 'Acme refused.' }, 'You are not signed in', 'Acme refused.'],
  [{ kind: 'stray' }, 'This is not the sign-in that Parley is waiting for', 'Nothing was used.'],
  [{ kind: 'again' }, 'This page has done its work', 'You can close this tab.'],
] as const)('has a title and a sentence: %j', (page, title, text) => {
  expect(signInPage(page)).toContain(`<h1>${title}</h1>`);
  expect(signInPage(page)).toContain(text);
});
