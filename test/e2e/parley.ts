import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import type { Conversation, Message } from '../../src/shared/model/conversation.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import { names, startsWith } from './names.ts';

/** The settings as they are on disk now. */
export function savedSettings(userData: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}

/** Writes settings as a person would have left them, with the scripted provider as the default. */
export function seedSettings(
  userData: string,
  provider: Pick<Provider, 'baseUrl'>,
  more: Readonly<Record<string, unknown>> = {},
): void {
  mkdirSync(userData, { recursive: true });
  writeFileSync(
    join(userData, 'settings.json'),
    JSON.stringify({
      version: 1,
      providers: [
        { id: 'scripted', kind: 'openai_compatible', name: 'Scripted', baseUrl: provider.baseUrl },
      ],
      defaultProviderId: 'scripted',
      defaultModel: 'scripted-1',
      nameConversations: false,
      ...more,
    }),
  );
}

/** Every conversation file of a data folder, parsed. */
export function savedConversations(userData: string): readonly Conversation[] {
  const folder = join(userData, 'conversations');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Conversation);
}

/** Another program is in front from now on. A window that still opens would come in front again. */
export async function lookAway({ app, page }: Pick<Parley, 'app' | 'page'>): Promise<void> {
  await page.waitForFunction(() => document.hasFocus());
  const isFocused = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isFocused()),
    );
  await expect.poll(isFocused).toBe(true);
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
}

/** Waits until a saved draft contains these words. */
export async function draftSaved(userData: string, words: string): Promise<void> {
  const folder = join(userData, 'drafts');
  const isSaved = (): boolean =>
    existsSync(folder) &&
    readdirSync(folder)
      .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
      .some((file) => readFileSync(join(folder, file), 'utf8').includes(words));
  await expect.poll(isSaved, words).toBe(true);
}

/** The messages of a data folder's only conversation, oldest first. */
export function savedMessages(userData: string): readonly Message[] {
  const [conversation] = savedConversations(userData);
  if (conversation === undefined) return [];
  return Object.values(conversation.messages).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The controls a person uses, by the names in DESIGN.md §6. */
export function controls(page: Page) {
  const log = page.getByRole('log', { name: names.messages });
  return {
    log,
    composer: page.getByRole('textbox', { name: names.message }),
    sendButton: page.getByRole('button', { name: names.send, exact: true }),
    stopButton: page.getByRole('button', { name: names.stop, exact: true }),
    answers: log.getByRole('article', { name: startsWith(names.assistant) }),
    questions: log.getByRole('article', { name: startsWith(names.you) }),
    conversations: page.getByRole('navigation', { name: names.conversations }),
    newConversation: page.getByRole('button', { name: names.newConversation }).first(),
    settingsButton: page.getByRole('button', { name: names.settings, exact: true }),
    settings: page.getByRole('dialog', { name: names.settings }),
  };
}

/** Types a question and sends it with Enter. */
export async function ask(page: Page, text: string): Promise<void> {
  const { composer, answers } = controls(page);
  await answers.evaluateAll((shown) => shown.at(-1)?.setAttribute('data-asked-after', ''));
  await composer.fill(text);
  await composer.press('Enter');
}

/**
 * Waits until the newest answer has this status. After {@link ask}, waits for an answer that was
 * not shown yet. Only the timeout of the test limits it.
 */
export async function answered(page: Page, status = 'complete'): Promise<Locator> {
  const answer = controls(page).answers.last();
  const wanted = page.locator(`[data-status="${status}"]:not([data-asked-after])`);
  await answer.and(wanted).waitFor({ timeout: 0 });
  return answer;
}

/** A test with the scripted provider and an app set up for it. Both are closed afterwards. */
export const test = base.extend<{ readonly provider: Provider; readonly parley: Parley }>({
  provider: async ({}, provide) => {
    const provider = await startProvider();
    await provide(provider);
    await provider.close();
  },
  parley: async ({ provider }, provide) => {
    const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
    await provide(parley);
    await parley.close();
  },
});
