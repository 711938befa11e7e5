import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Id } from '../../src/shared/model/conversation.ts';
import type { CommandInput, CommandName } from '../../src/shared/contract/index.ts';
import type { Random } from '../bench/library/random.ts';
import { longAnswer, mostTokens, tokenSize, untilComplete } from '../bench/long-answer.ts';
import type { Parley } from '../e2e/launch.ts';
import { names } from '../e2e/names.ts';
import { controls } from '../e2e/parley.ts';
import type { Provider } from '../provider/provider.ts';

/** The events so far. */
export interface Tally {
  opened: number;
  tokens: number;
  searches: number;
  imports: number;
  settings: number;
  windows: number;
}

/** The app and what is needed to use it. */
export interface World {
  readonly parley: Parley;
  readonly provider: Provider;
  readonly random: Random;
  /** The conversations that were there from the beginning, and stay. */
  readonly ids: readonly Id[];
  readonly tally: Tally;
}

function command<N extends CommandName>(page: Page, name: N, input: CommandInput<N>) {
  return page.evaluate(
    async ({ name, input }) => {
      const answer = await window.parley.command(name, input);
      if (!answer.ok) throw new Error(answer.error.code);
    },
    { name, input },
  );
}

function savedIds({ userData }: Parley): readonly Id[] {
  return readdirSync(join(userData, 'conversations'))
    .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** Deletes everything that was not there from the beginning, so that the end can be compared. */
async function tidy({ parley, ids }: World): Promise<void> {
  for (const conversationId of savedIds(parley)) {
    if (!ids.includes(conversationId)) {
      await command(parley.page, 'conversation.delete', { conversationId });
    }
  }
}

async function open(page: Page, title: string): Promise<void> {
  await controls(page)
    .conversations.getByRole('button', { name: title, exact: true })
    .press('Enter');
  await page.getByRole('heading', { name: title, exact: true }).waitFor();
  await controls(page).questions.last().waitFor();
}

async function openSome({ parley, random, ids, tally }: World): Promise<void> {
  const { page } = parley;
  for (let count = 0; count < 10; count += 1) {
    await open(page, `Talk ${String(random.below(ids.length - 1))}`);
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -600 * random.below(8));
    tally.opened += 1;
  }
}

async function askSomething({ parley, provider, random, tally }: World): Promise<void> {
  const { page } = parley;
  await controls(page).newConversation.press('Enter');
  const tokens = 2000 + random.below(4000);
  const pace = random.chance(0.5) ? { tokensPerSecond: 2000 } : {};
  const piece = longAnswer(tokens, random.below(mostTokens - tokens));
  provider.script({ kind: 'text', text: piece, tokenSize, ...pace });
  await controls(page).composer.fill('Write very much');
  await controls(page).composer.press('Enter');
  await untilComplete(page);
  tally.tokens += tokens;
}

async function search({ parley, random, tally }: World): Promise<void> {
  const box = parley.page.getByRole('searchbox', { name: names.searchConversations });
  await box.pressSequentially(random.pick(['paragraph', 'number 3', 'formula', 'nothing at all']));
  await parley.page.waitForTimeout(300);
  await box.fill('');
  await parley.page.waitForTimeout(100);
  tally.searches += 1;
}

async function bringIn({ parley, tally }: World): Promise<void> {
  const source = join(parley.userData, 'soak.json');
  const chat = (uuid: number) => ({
    uuid: `soak-${String(tally.imports)}-${String(uuid)}`,
    name: `Brought in ${String(uuid)}`,
    chat_messages: [{ uuid: '1', sender: 'human', text: 'Where does the ferry leave?' }],
  });
  writeFileSync(source, JSON.stringify([1, 2, 3].map(chat)));
  await parley.app.evaluate(({ dialog }, file) => {
    Object.assign(dialog, {
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [file] }),
    });
  }, source);
  await parley.page.evaluate(async () => {
    let ended = (): void => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const stop = window.parley.on('job', ({ result }) => {
      if (result !== null) ended();
    });
    await window.parley.command('library.import', {});
    await end;
    stop();
  });
  tally.imports += 1;
}

async function changeSettings({ parley, tally }: World): Promise<void> {
  const { page } = parley;
  const { settings, settingsButton } = controls(page);
  await settingsButton.press('Enter');
  for (const tab of await settings.getByRole('tab').all()) await tab.press('Enter');
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  for (const theme of ['dark', 'system'] as const)
    await command(page, 'settings.update', { theme });
  tally.settings += 1;
}

async function useWindow({ parley, random, ids, tally }: World): Promise<void> {
  const opened = parley.app.waitForEvent('window');
  const conversationId = random.pick(ids);
  await command(parley.page, 'app.openWindow', { conversationId });
  const own = await opened;
  await controls(own).questions.last().waitFor();
  const closed = own.waitForEvent('close');
  await own.evaluate(() => void window.parley.command('app.closeWindow', undefined));
  await closed;
  tally.windows += 1;
}

/** One round of everything that a person does, in random order. It leaves nothing behind. */
export async function round(world: World): Promise<void> {
  const things = [openSome, askSomething, search, bringIn, changeSettings, useWindow];
  for (let left = [...things]; left.length > 0;) {
    const next = world.random.pick(left);
    left = left.filter((each) => each !== next);
    await next(world);
  }
  await tidy(world);
}

/** More than stay in memory. */
const openedLast = 12;

/**
 * Brings the app to the same point each time: the same conversations opened last, in the same order,
 * the quiet one on show, and nothing happening.
 */
export async function comeToRest({ parley }: World): Promise<void> {
  const { page } = parley;
  for (let index = 0; index < openedLast; index += 1) await open(page, `Talk ${String(index)}`);
  await open(page, 'Quiet');
  // Messages ahead are mounted, notices are gone, processes that are not needed have ended.
  await page.waitForTimeout(15_000);
}
