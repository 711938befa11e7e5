import { join } from 'node:path';
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

/** What the fixture's main process has noticed. */
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

/** Starts the fixture instead of Parley. */
export function launchFixture(options: LaunchOptions = {}): Promise<Parley> {
  return launchParley({ appPath, ...options });
}

/** What its main process has noticed so far. */
export function seenBy({ app }: Parley): Promise<Seen> {
  return app.evaluate(() => globalThis.seen);
}
