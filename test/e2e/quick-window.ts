import { expect, type Page } from '@playwright/test';
import { launchParley, type LaunchOptions, type Parley } from './launch.ts';
import { controls, seedSettings } from './parley.ts';

/** What the stand-in knows of other programs and of the cursor. */
export interface StandIn {
  readonly otherPrograms: { focus(name: string): void; focused(): string | null };
}

/** The windows by what they are for, with what is seen of them. */
export const windows = ({ app }: Pick<Parley, 'app'>) =>
  app.evaluate(({ app: program, BrowserWindow }) => {
    const { otherPrograms } = program as unknown as StandIn;
    const stateOf = (isQuick: boolean) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => webContents.getURL().includes('quick') === isQuick)
        .map((window) => ({
          id: window.webContents.id,
          isVisible: window.isVisible(),
          isFocused: window.isFocused(),
          bounds: window.getBounds(),
        }));
    return { quick: stateOf(true), others: stateOf(false), program: otherPrograms.focused() };
  });

/** Brings another program to the front. */
export const goTo = ({ app }: Pick<Parley, 'app'>, program: string): Promise<void> =>
  app.evaluate(({ app: ours }, name) => {
    (ours as unknown as StandIn).otherPrograms.focus(name);
  }, program);

/** Whether actions of the menu can be chosen now. */
export const canChoose = ({ app }: Pick<Parley, 'app'>, ids: readonly string[]) =>
  app.evaluate(
    ({ Menu }, all) => all.map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled),
    ids,
  );

/** The page of the quick window, once it is there. */
export async function quickPage({ app }: Pick<Parley, 'app'>): Promise<Page> {
  const find = (): Page | undefined =>
    app.windows().find((each) => !each.isClosed() && each.url().includes('quick'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (page === undefined) throw new Error('There is no quick window.');
  await controls(page).composer.waitFor();
  return page;
}

export const isShown = async (parley: Pick<Parley, 'app'>): Promise<boolean> =>
  (await windows(parley)).quick.some(({ isVisible }) => isVisible);

/** Starts the app with quick ask switched on. */
export function launchQuick(
  provider: Parameters<typeof seedSettings>[1],
  more: LaunchOptions = {},
): Promise<Parley> {
  return launchParley({
    prepare: (userData) =>
      seedSettings(userData, provider, { quickAsk: true, quickFolder: 'Quick' }),
    ...more,
  });
}
