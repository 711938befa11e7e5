import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import type { Bridge } from '../../src/shared/contract/index.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { lendBrowser } from './browser.ts';
import { launchParley, type Parley } from './launch.ts';
import { controls, seedSettings } from './parley.ts';

/** Declared for the page: the API that the preload exposes. */
declare global {
  interface Window {
    readonly parley: Bridge;
  }
}

/** An app shared with the next test; a test can do everything with it except end it. */
export type SharedParley = Omit<Parley, 'close' | 'kill' | 'relaunch' | 'startAgain'>;

/** An app that keeps running after its test. */
interface Kept {
  readonly parley: Parley;
  /** The port of the provider in its settings. */
  readonly port: number;
  /** The settings just after the start. */
  readonly settings: string;
}

/** The shared app of this worker. */
let kept: Kept | null = null;

/** The settings without what is learned from every answer. */
const settingsOf = ({ userData }: Parley): string =>
  JSON.stringify(
    JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8')),
    (key, value: unknown) => (key === 'tokenFactors' ? undefined : value),
  );

async function end(): Promise<void> {
  const ending = kept;
  kept = null;
  await ending?.parley.close();
}

/** A provider at the port that the shared app expects. Null if the port is taken. */
async function providerAt(port: number): Promise<Provider | null> {
  try {
    return await startProvider({ port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

/**
 * Removes everything a test left behind (conversations, trash, drafts, prompts), and reloads the window.
 * Returns false if something remains.
 */
async function clear(page: Page): Promise<boolean> {
  await page.emulateMedia({ colorScheme: null, media: null });
  await page.evaluate(async () => {
    const { parley } = window;
    const start = await parley.command('app.start', { shown: null });
    if (!start.ok) return;
    for (const { conversationId } of start.value.drafts) {
      const nothing = { text: '', pasted: [], attachments: [], edits: [] };
      await parley.command('draft.set', { conversationId, ...nothing });
    }
    for (const { id } of start.value.heads) {
      await parley.command('conversation.delete', { conversationId: id });
    }
    const trash = await parley.command('trash.list', undefined);
    const keys = trash.ok ? trash.value.map(({ key }) => key) : [];
    if (keys.length > 0) await parley.command('trash.delete', { keys });
    const prompts = await parley.command('prompts.list', undefined);
    for (const { id } of prompts.ok ? prompts.value : []) {
      await parley.command('prompts.delete', { promptId: id });
    }
    history.replaceState(null, '');
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelector('#root:empty') === null);
  await controls(page).composer.waitFor();
  // The last typed text may be saved while the page unloads.
  const start = await page.evaluate(() => window.parley.command('app.start', { shown: null }));
  return start.ok && start.value.heads.length === 0 && start.value.drafts.length === 0;
}

/** The app as a test sees it, without earlier log entries. */
function fromNow(parley: Parley): SharedParley {
  const { app, page, userData, rendererHeap } = parley;
  const before = {
    output: parley.output().length,
    outside: parley.outside().length,
    elsewhere: parley.requestsToElsewhere().length,
  };
  return {
    app,
    page,
    userData,
    rendererHeap,
    output: () => parley.output().slice(before.output),
    outside: () => parley.outside().slice(before.outside),
    requestsToElsewhere: () => parley.requestsToElsewhere().slice(before.elsewhere),
  };
}

/**
 * A test whose app keeps running for the next test, with a separate provider, without
 * conversations, drafts and trash, and with a fresh page. For tests that neither start nor end the
 * app, nor inspect its whole profile. After a failure, or if a test has changed the settings, the
 * next one gets a new app.
 */
export const test = base.extend<{ readonly provider: Provider; readonly parley: SharedParley }>({
  provider: async ({}, provide) => {
    let provider = kept === null ? null : await providerAt(kept.port);
    if (provider === null) {
      await end();
      provider = await startProvider();
    }
    await provide(provider);
    await provider.close();
  },
  parley: async ({ provider }, provide, testInfo) => {
    if (kept !== null && !(await clear(kept.parley.page))) await end();
    if (kept === null) {
      const parley = await launchParley({
        prepare: (userData) => seedSettings(userData, provider),
      });
      kept = { parley, port: provider.port, settings: settingsOf(parley) };
      lendBrowser(end);
    }
    const { parley, settings } = kept;
    await provide(fromNow(parley));
    const isAsBefore =
      testInfo.status === testInfo.expectedStatus && settingsOf(parley) === settings;
    if (!isAsBefore) await end();
  },
});
