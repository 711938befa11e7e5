import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import type { Parley } from './launch.ts';
import { names } from './names.ts';
import { controls } from './parley.ts';

/** Expects that a state is accessible in both colour schemes. */
export async function expectBothAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${state}, ${colorScheme}`);
  }
}

/** Opens the form of the scripted provider. */
export async function openForm({ page }: Parley): Promise<Locator> {
  const { settings, settingsButton } = controls(page);
  if (!(await settings.isVisible())) await settingsButton.click();
  await settings.getByRole('tab', { name: names.providers }).click();
  await settings.getByRole('button', { name: names.editProvider('Scripted') }).click();
  const form = settings.getByRole('form', { name: 'Scripted' });
  await form.waitFor();
  return form;
}
