/** A publisher with a server, and a Parley that is updated from it. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createServerFetch } from '../../../src/main/providers/fetch.ts';
import { reasonOf } from '../../../src/main/store/save-status.ts';
import {
  manifestName,
  type Manifest,
  type UpdateFile,
} from '../../../src/main/updates/manifest.ts';
import { createUpdateService, type UpdateRooms } from '../../../src/main/updates/service.ts';
import { publicKeyOf, signManifest } from '../../../src/main/updates/signature.ts';
import type { ReadyPackage } from '../../../src/main/updates/updater.ts';
import {
  noUpdateSettings,
  type UpdateSettings,
} from '../../../src/shared/model/updates/update-settings.ts';
import type { UpdatesView, UpdateState } from '../../../src/shared/model/updates/updates.ts';
import { removeFolder, scratchFolder } from '../../scratch.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
export const key = newKey();

export function newFolder(): string {
  const folder = fs.mkdtempSync(join(scratchFolder(), 'parley-updates-'));
  ends.push(() => removeFolder(folder));
  return folder;
}

/** The bytes of an AppImage, as far as anybody looks: an ELF header for a machine, then noise. */
export function appImage(machine: 62 | 183, size = 300_000): Buffer {
  const bytes = Buffer.alloc(size, 'Parley ');
  bytes.write('\u007fELF\u0002\u0001\u0001\0AI\u0002', 0, 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

export const fileOf = (bytes: Buffer, change: Partial<UpdateFile> = {}): UpdateFile => ({
  kind: 'app_image',
  machine: 'x64',
  name: 'Parley-linux-x64.AppImage',
  size: bytes.length,
  sha512: createHash('sha512').update(bytes).digest('hex'),
  ...change,
});

export const manifestOf = (
  files: readonly UpdateFile[],
  change: Partial<Manifest> = {},
): Manifest => ({
  form: 1,
  product: 'app.parley.Parley',
  version: '1.1.0',
  issuedAt: '2026-11-20T12:00:00.000Z',
  rollout: 100,
  notes: 'Faster.\nAnd **plain**.',
  files: [...files],
  ...change,
});

export const listOf = (manifest: Manifest, keys: readonly KeyObject[] = [key]): string =>
  JSON.stringify(signManifest(manifest, keys));

/** How the server answers for a file. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends bytes, or the rest of them. */
export const sends =
  (bytes: Buffer | string): Answer =>
  (request, response) => {
    const all = Buffer.from(bytes);
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    if (from === undefined) {
      response.end(all);
      return;
    }
    response.writeHead(206, { 'content-range': `bytes ${from}-${all.length - 1}/${all.length}` });
    response.end(all.subarray(Number(from)));
  };

export interface PlayedFeed {
  readonly url: string;
  /** The paths and ranges that were asked for. */
  readonly asked: string[];
  readonly answers: Map<string, Answer>;
}

export async function playFeed(answers: Readonly<Record<string, Answer>>): Promise<PlayedFeed> {
  const table = new Map(Object.entries(answers));
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const name = (request.url ?? '').replace('/updates/', '');
    asked.push([name, request.headers.range].filter((each) => each !== undefined).join(' '));
    const answer = table.get(name);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/updates/`, asked, answers: table };
}

/** A feed with a release, whose list or file may be answered otherwise. */
export function playRelease(
  bytes: Buffer,
  { list, file, change }: { list?: Answer; file?: Answer; change?: Partial<Manifest> } = {},
): Promise<PlayedFeed> {
  const released = fileOf(bytes);
  return playFeed({
    [manifestName]: list ?? sends(listOf(manifestOf([released], change))),
    [released.name]: file ?? sends(bytes),
  });
}

export interface Installed {
  readonly kind: 'prepared' | 'installed';
  readonly ready: ReadyPackage;
  readonly bytes: Buffer;
}

/** A Parley 1.0.0 for Linux on x64, and what it does. */
export function play(feed: Pick<PlayedFeed, 'url'>, change: Partial<UpdateRooms> = {}) {
  const views: UpdatesView[] = [];
  const done: Installed[] = [];
  const ended: string[] = [];
  const reported: unknown[] = [];
  const waiting: (() => void)[] = [];
  let clock = Date.parse('2026-11-21T12:00:00.000Z');
  let settings: UpdateSettings = { ...noUpdateSettings, isAutomatic: true, place: 50 };
  const note =
    (kind: Installed['kind']) =>
    (ready: ReadyPackage): Promise<void> => {
      done.push({ kind, ready, bytes: fs.readFileSync(ready.path) });
      return Promise.resolve();
    };
  const folder = join(newFolder(), 'updates');
  const service = createUpdateService({
    self: { version: '1.0.0', package: 'app_image', machine: 'x64' },
    feed: { url: feed.url, keys: [publicKeyOf(key)] },
    fetch: createServerFetch({}),
    folder,
    settings: {
      read: () => settings,
      update: (patch) => {
        settings = { ...settings, ...patch };
      },
    },
    installer: {
      prepare: note('prepared'),
      install: note('installed'),
      abandon: () => ended.push('abandon'),
    },
    timers: {
      after(_ms, callback) {
        waiting.push(callback);
        return () => undefined;
      },
    },
    now: () => clock,
    drawPlace: () => 50,
    wouldLose: () => false,
    quit: () => ended.push('quit'),
    startAgain: () => ended.push('start again'),
    tell: (view) => views.push(view),
    reasonOf,
    report: (error) => reported.push(error),
    ...change,
  });
  ends.push(() => void service.handlers['updates.pause'](undefined));
  const view = (): Extract<UpdatesView, { kind: 'possible' }> => {
    const now = service.handlers['updates.view'](undefined) as UpdatesView;
    if (now.kind !== 'possible') throw new Error(now.kind);
    return now;
  };
  return {
    service,
    folder,
    view,
    state: (): UpdateState => view().state,
    views,
    done,
    ended,
    reported,
    settings: () => settings,
    pass: (ms: number) => {
      clock += ms;
    },
    /** Runs what waits for its time. */
    wake: () => waiting.splice(0).forEach((callback) => callback()),
  };
}
