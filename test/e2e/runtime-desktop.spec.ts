import { expect, test } from '@playwright/test';
import { menuPage, type OpenedIcon } from '../runtime/desktop/menu-picture.ts';
import { closeFixture, launchFixture } from './fixture.ts';

test.afterEach(closeFixture);

/** What the stand-in has besides Electron's own functions. */
interface StandIn {
  readonly globalShortcut: {
    press(accelerator: string): boolean;
    answerPortal(isGranted: boolean): void;
  };
}

const keys = 'Alt+Space';

for (const [mode, registered, heard] of [
  ['free', true, true],
  ['taken', false, false],
  ['portal-pending', true, false],
  ['portal-refused', true, false],
  ['portal-silent', true, false],
] as const) {
  test(`a global shortcut where the desktop says: ${mode}`, async () => {
    const { app } = await launchFixture({ env: { PARLEY_RUNTIME_SHORTCUTS: mode } });
    const outcome = await app.evaluate((electron, keys) => {
      const { globalShortcut } = electron;
      const standIn = (electron as unknown as StandIn).globalShortcut;
      let presses = 0;
      const isGiven = globalShortcut.register(keys, () => (presses += 1));
      const isRegistered = globalShortcut.isRegistered(keys);
      standIn.press(keys);
      const pressed = presses;
      standIn.answerPortal(true);
      standIn.press(keys);
      const answered = presses;
      globalShortcut.unregisterAll();
      standIn.press(keys);
      return { isGiven, isRegistered, pressed, answered, afterwards: presses };
    }, keys);
    const answered = mode === 'portal-pending' ? 1 : heard ? 2 : 0;
    expect(outcome).toEqual({
      isGiven: registered,
      isRegistered: registered,
      pressed: heard ? 1 : 0,
      answered,
      afterwards: answered,
    });
  });
}

test('displays come and go, and the cursor moves', async () => {
  const { app } = await launchFixture();
  const seen = await app.evaluate(({ screen }) => {
    const standIn = screen as unknown as {
      arrange(wishes: readonly object[]): void;
      moveCursor(to: { x: number; y: number }): void;
    };
    const events: string[] = [];
    screen.on('display-added', (_event, { id }) => events.push(`added ${String(id)}`));
    screen.on('display-removed', (_event, { id }) => events.push(`removed ${String(id)}`));
    screen.on('display-metrics-changed', (_event, { id }, what) =>
      events.push(`${String(id)}: ${what.join()}`),
    );
    const first = { id: 1, x: 0, y: 0, width: 1920, height: 1080 };
    const second = { id: 2, x: 1920, y: 0, width: 2560, height: 1440, scaleFactor: 1.5, bar: 30 };
    standIn.arrange([first, second]);
    standIn.moveCursor({ x: 2000, y: 10 });
    const under = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    standIn.arrange([{ ...first, scaleFactor: 2 }]);
    return { events, under: [under.id, under.workArea.y, under.scaleFactor] };
  });
  expect(seen).toEqual({
    events: ['added 2', '1: scaleFactor', 'removed 2'],
    under: [2, 30, 1.5],
  });
});

for (const [host, menuOpens, clicks] of [
  ['none', [false, false], []],
  ['sni', [false, true], ['click']],
  ['win', [false, true], ['click', 'right-click']],
  ['mac', [true, true], ['right-click']],
] as const) {
  test(`a tray icon where the host is: ${host}`, async () => {
    const { app } = await launchFixture({ env: { PARLEY_RUNTIME_TRAY: host } });
    const seen = await app.evaluate(({ Menu, Tray, nativeImage }) => {
      const tray = new Tray(nativeImage.createEmpty());
      const clicks: string[] = [];
      tray.on('click', () => clicks.push('click'));
      tray.on('right-click', () => clicks.push('right-click'));
      tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit' }]));
      const standIn = tray as unknown as { press(button: string): object | null };
      const opens = ['left', 'right'].map((button) => standIn.press(button) !== null);
      tray.destroy();
      let problem = '';
      try {
        tray.setToolTip('gone');
      } catch (error) {
        problem = error instanceof Error ? error.message : '';
      }
      return { opens, clicks, problem };
    });
    expect(seen).toEqual({ opens: menuOpens, clicks, problem: 'Tray is destroyed' });
  });
}

for (const [rule, outcome] of [
  // Whoever had the focus before has it again, also when the main window is behind.
  [
    'order',
    { hidden: 'Editor', panel: 'Editor', appHidden: [true, false], closed: 'Editor', main: true },
  ],
  // Another window of the app comes to the front, but not for a panel.
  ['mac', { hidden: null, panel: 'Editor', appHidden: [false, true], closed: null, main: true }],
] as const) {
  test(`the focus of a window that goes, by the rule: ${rule}`, async () => {
    const { app } = await launchFixture({ env: { PARLEY_RUNTIME_FOCUS: rule } });
    const seen = await app.evaluate(async ({ app, BrowserWindow }) => {
      const { otherPrograms } = app as unknown as {
        otherPrograms: { focus(name: string): void; focused(): string | null };
      };
      const [main] = BrowserWindow.getAllWindows();
      if (main === undefined) throw new Error('The fixture has no window.');
      const events: string[] = [];
      main.on('focus', () => events.push('focus'));
      main.on('blur', () => events.push('blur'));
      main.focus();
      otherPrograms.focus('Editor');
      const other = new BrowserWindow({ show: false });
      other.focus();
      const unseen = otherPrograms.focused();
      other.show();
      const shown = [other.isFocused(), otherPrograms.focused()];
      other.hide();
      const hidden = otherPrograms.focused();
      otherPrograms.focus('Editor');
      const panel = new BrowserWindow({ show: false, type: 'panel' });
      panel.show();
      const hasPanel = panel.isFocused();
      panel.hide();
      const afterPanel = otherPrograms.focused();
      main.focus();
      app.hide();
      const appHidden = [main.isVisible(), otherPrograms.focused() === 'Editor'];
      app.show();
      otherPrograms.focus('Editor');
      other.show();
      other.destroy();
      const closed = otherPrograms.focused();
      panel.destroy();
      return {
        unseen,
        shown,
        hasPanel,
        events: events.slice(0, 2),
        outcome: { hidden, panel: afterPanel, appHidden, closed, main: main.isVisible() },
      };
    });
    expect(seen).toEqual({
      unseen: 'Editor',
      shown: [true, null],
      hasPanel: true,
      events: ['blur', 'focus'],
      outcome,
    });
  });
}

test('a picture of a menu has what a person would see of it, and nothing else', async () => {
  const { app, page } = await launchFixture();
  const items = await app.evaluate(({ Menu }) => {
    const menu = Menu.buildFromTemplate([
      { label: '&New <b>', accelerator: 'CmdOrCtrl+N' },
      { label: 'Hidden', visible: false },
      { type: 'separator' },
      { label: 'Dimmed && more', enabled: false },
      { label: 'Chosen', type: 'checkbox', checked: true },
      { label: 'View', submenu: [{ label: 'Inner' }] },
    ]);
    return (menu as unknown as { readonly drawn: OpenedIcon['items'] }).drawn;
  });
  await page.setContent(menuPage({ items, image: null }));
  const drawn = page.getByRole('menuitem');
  await expect(drawn).toHaveText(['New <b>Ctrl+N', 'Dimmed & more', '✓Chosen', 'View›', 'Inner']);
  await expect(page.getByRole('separator')).toHaveCount(1);
  await expect(drawn.nth(1)).toBeDisabled();
});
