import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../../test/e2e/launch.ts';
import { names } from '../../test/e2e/names.ts';
import { answered, ask, controls, seedSettings } from '../../test/e2e/parley.ts';
import { startProvider } from '../../test/provider/provider.ts';
import { menuPage, type OpenedIcon } from '../../test/runtime/desktop/menu-picture.ts';
import { openSideBySide, type SideBySide } from './side-by-side.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots');

/** A folder with a `gdbus` that says, as a desktop with icons beside the clock does, that it has them. */
function desktopWithIcons(): string {
  const programs = mkdtempSync(join(tmpdir(), 'parley-desktop-'));
  const program = join(programs, 'gdbus');
  writeFileSync(program, "#!/bin/sh\necho '(true,)'\n");
  chmodSync(program, 0o755);
  return programs;
}

/** The icon beside the clock and the menu it opens, as the stand-in has them. */
function openedIcon({ app }: Parley): Promise<OpenedIcon> {
  return app.evaluate(({ Tray }) => {
    const { icons } = Tray as unknown as {
      readonly icons: readonly {
        readonly image: { toDataURL(): string };
        press(button: 'right'): { readonly drawn: OpenedIcon['items'] } | null;
      }[];
    };
    const [icon] = icons;
    return { items: icon?.press('right')?.drawn ?? [], image: icon?.image.toDataURL() ?? null };
  });
}

/** The menu of the icon beside the clock, drawn by the stand-in in light and dark. */
async function trayMenu(parley: Parley, pictures: SideBySide): Promise<void> {
  const icon = await openedIcon(parley);
  if (icon.items.length === 0) throw new Error('The icon beside the clock has no menu.');
  await pictures.takeDrawn(menuPage(icon), join(folder, 'tray-menu.png'));
}

/** The conversation on show, in a window of its own. */
async function ownWindow({ app, page }: Parley): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('dialog', { name: names.commandPalette }).waitFor();
  await page.keyboard.type('own window');
  await page.keyboard.press('Enter');
  const own = await opened;
  await controls(own).composer.waitFor();
  return own;
}

/** Takes the palette, a second window and the icon beside the clock. */
export async function desktop(): Promise<void> {
  const programs = desktopWithIcons();
  const pictures = await openSideBySide();
  const provider = await startProvider();
  const parley = await launchParley({
    env: {
      PARLEY_RUNTIME_TRAY: 'sni',
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    prepare: (userData) => seedSettings(userData, provider, { tray: 'icon' }),
  });
  const { page } = parley;
  for (const [question, answer] of [
    ['Plan a long weekend in Trieste', 'Three days, two of them **on foot**.'],
    ['Explain WAL mode in SQLite', 'A reader sees the file, and the log up to its mark.'],
    ['How do wrens survive the winter?', 'By crowding: up to sixty share one hole at night.'],
  ] as const) {
    provider.script({ kind: 'text', text: answer });
    await controls(page).newConversation.click();
    await ask(page, question);
    await answered(page);
  }
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('dialog', { name: names.commandPalette }).waitFor();
  await page.keyboard.type('conv');
  await pictures.take(page, join(folder, 'palette.png'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const own = await ownWindow(parley);
  await pictures.take(own, join(folder, 'second-window.png'));
  const live = provider.live();
  await ask(own, 'And in a mild one?');
  await live.write('They keep to their own corners');
  await controls(own).answers.last().getByText('They keep').waitFor();
  await page.waitForTimeout(1000);
  await trayMenu(parley, pictures);
  await live.finish();
  await parley.close();
  await provider.close();
  await pictures.close();
  rmSync(programs, { recursive: true });
}
