import { join } from 'node:path';
import { launchParley } from '../../test/e2e/launch.ts';
import { names, startsWith } from '../../test/e2e/names.ts';
import { answered, ask, controls, seedSettings } from '../../test/e2e/parley.ts';
import { startProvider } from '../../test/provider/provider.ts';
import { openSideBySide } from './side-by-side.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');

/** The list of shortcuts, and the settings while keys of another action are recorded. */
export async function shortcuts(): Promise<void> {
  const pictures = await openSideBySide();
  const provider = await startProvider();
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const { page } = parley;
  const ui = controls(page);
  await page.setViewportSize({ width: 1000, height: 720 });
  provider.script({ kind: 'text', text: 'Of spring, and of whose garden it is.' });
  await ask(page, 'What do wrens sing of?');
  await answered(page);
  await ui.settingsButton.focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: names.keyboardShortcuts }).waitFor();
  await pictures.take(page, join(folder, 'shortcuts.png'));
  await page.getByRole('button', { name: names.changeShortcuts }).click();
  const keys = page.getByRole('button', { name: startsWith(names.shortcutOf('Search')) });
  await keys.press('Enter');
  await page.keyboard.press('Control+Shift+B');
  await pictures.take(page, join(folder, 'shortcuts-changed.png'));
  await parley.close();
  await provider.close();
  await pictures.close();
}
