import { join } from 'node:path';
import { test } from '@playwright/test';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { launchParley, type LaunchOptions, type Parley } from './launch.ts';

/** The folder of the stand-in's small test app. */
export const appPath = join(import.meta.dirname, '..', 'runtime', 'fixture');

/** What the fixture exposes to its page. */
interface Fixture {
  readonly invoke: (channel: string, value?: unknown) => Promise<unknown>;
  readonly send: (channel: string, ...values: unknown[]) => void;
  readonly describe: (value: unknown) => Promise<string>;
  readonly throws: () => void;
  readonly rejects: () => Promise<void>;
  readonly call: (action: (...values: unknown[]) => unknown, ...values: unknown[]) => unknown;
  readonly seesPage: () => string;
  readonly nested: { readonly list: unknown[]; readonly when: Date };
}

/** Observations of the fixture's main process. */
interface Seen {
  readonly secondInstance: { argv: string[]; cwd: string; data: unknown }[];
  readonly navigations: string[];
  readonly opened: string[];
  readonly gone: string[];
  readonly requests: string[];
}

declare global {
  var fixture: Fixture;
  var pongs: unknown[];
  var seen: Seen;
  var store: {
    get: (name: string) => unknown;
    set: (name: string, value: unknown) => void;
    path: string;
  };
}

let running: Parley | null = null;

/**
 * Starts the fixture instead of Parley. Its specs are about the stand-in and are skipped with
 * Electron itself.
 */
export async function launchFixture(options: LaunchOptions = {}): Promise<Parley> {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'Electron runs here itself');
  running = await launchParley({ appPath, ...options });
  return running;
}

/** Quits the fixture started last, if any. */
export async function closeFixture(): Promise<void> {
  await running?.close();
}

/** What its main process has observed so far. */
export function seenBy({ app }: Parley): Promise<Seen> {
  return app.evaluate(() => globalThis.seen);
}
