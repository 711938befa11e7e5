import type { Page } from 'playwright-core';

/** A state of the window: where it starts and how to get there. */
export interface State {
  readonly scenario: string;
  readonly reach?: (page: Page) => Promise<void>;
}

const isNarrow = (page: Page): boolean => (page.viewportSize()?.width ?? 1280) < 720;

async function openSidebar(page: Page): Promise<void> {
  if (isNarrow(page)) await page.getByRole('button', { name: 'Show sidebar' }).click();
}

async function openSettings(page: Page, tab?: string): Promise<void> {
  await page.keyboard.press('Control+,');
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
}

/** Every state worth a picture. */
export const states: Readonly<Record<string, State>> = {
  library: {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      const row = page.getByRole('button', { name: 'SQL: the latest row per group', exact: true });
      await row.click();
      if (isNarrow(page)) await openSidebar(page);
      await page.getByRole('button', { name: 'Letter to the landlord' }).hover();
    },
  },
  'library-menu': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      await page.getByRole('button', { name: 'Trip to Trieste' }).click({ button: 'right' });
    },
  },
  'library-more': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      const row = page.getByRole('listitem').filter({ hasText: 'Trip to Trieste' });
      await row.hover();
      await row.getByRole('button', { name: 'More' }).click();
    },
  },
  'library-rename': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      await page.getByRole('button', { name: 'Trip to Trieste' }).dblclick();
      if (isNarrow(page)) return;
      await page.getByRole('textbox', { name: 'Title' }).fill('Trip to Trieste in spring');
    },
  },
  'library-deleted': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      await page.getByRole('button', { name: 'Trip to Trieste' }).focus();
      await page.keyboard.press('Delete');
    },
  },
  'library-search': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      await page.getByRole('searchbox').fill('t');
    },
  },
  'library-none': {
    scenario: 'library',
    reach: async (page) => {
      await openSidebar(page);
      await page.getByRole('searchbox').fill('zebra');
    },
  },
  'library-empty': { scenario: 'empty', reach: openSidebar },
  'library-many': { scenario: 'many', reach: openSidebar },
  collapsed: {
    scenario: 'library',
    reach: async (page) => {
      if (!isNarrow(page)) await page.keyboard.press('Control+b');
    },
  },
  'first-run': { scenario: 'first-run' },
  'first-run-key': {
    scenario: 'first-run',
    reach: async (page) => {
      await page.getByRole('button', { name: 'OpenAI' }).click();
      await page.getByRole('button', { name: 'Connect' }).click();
    },
  },
  'first-run-local': {
    scenario: 'first-run',
    reach: (page) => page.getByRole('button', { name: 'A server on this machine' }).click(),
  },
  'first-run-server': {
    scenario: 'first-run',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Another server' }).click();
      await page.getByRole('textbox', { name: 'Base URL' }).fill('https://models.example.com/v1');
      await page.getByRole('textbox', { name: 'API key' }).fill('secret');
      await page.keyboard.press('Enter');
    },
  },
  'first-run-alone': { scenario: 'first-run-alone' },
  problems: { scenario: 'problems' },
  'start-failed': { scenario: 'start-failed' },
  'settings-providers': { scenario: 'library', reach: (page) => openSettings(page) },
  'settings-general': { scenario: 'library', reach: (page) => openSettings(page, 'General') },
  'settings-data': { scenario: 'problems', reach: (page) => openSettings(page, 'Data') },
  'settings-weak': { scenario: 'weak', reach: (page) => openSettings(page, 'Data') },
};
