import { expected, ExpectedError } from '../../shared/expected.ts';
import type { Coded } from '../../shared/model/errors.ts';
import type { UpdateSettings } from '../../shared/model/updates/update-settings.ts';
import type { UpdateState } from '../../shared/model/updates/updates.ts';
import { checkBytes, clearDownloads, downloadedBytes, downloadFile } from './download.ts';
import { feedTimes, readFeed, type Feed, type FeedTimes } from './feed.ts';
import type { UpdateFile } from './manifest.ts';
import { checkPackage } from './packages/check-package.ts';
import {
  nextState,
  offered,
  offerIn,
  type Remembered,
  type Self,
  type UpdateNews,
} from './policy.ts';

/** A package that was checked, ready to be installed. */
export interface ReadyPackage {
  readonly kind: UpdateFile['kind'];
  readonly path: string;
  readonly version: string;
  /** The hash that was signed, in hexadecimal. */
  readonly sha512: string;
}

/** Installs packages. */
export interface Installer {
  /** Does the slow steps, and those that can be refused, while the windows are still there. Throws. */
  prepare(ready: ReadyPackage): Promise<void>;
  /**
   * Starts the installation and sees to it that Parley starts again. The last thing that this
   * process does. Throws if nothing was installed.
   */
  install(ready: ReadyPackage): Promise<void>;
  /** Forgets what is prepared, because it will not be installed. */
  abandon(): void;
}

/** Dependencies of the updates. */
export interface UpdaterRooms {
  readonly self: Self;
  readonly feed: Feed;
  readonly fetch: typeof globalThis.fetch;
  /** The folder for downloads. */
  readonly folder: string;
  readonly settings: {
    read(): UpdateSettings;
    update(patch: Partial<UpdateSettings>): void;
  };
  readonly installer: Installer;
  readonly now: () => number;
  /** 0 to 99; drawn once for each installation. */
  readonly drawPlace: () => number;
  /** Whether quitting would lose what the person has not kept. */
  readonly wouldLose: () => boolean;
  /** Quits; {@link Updater.install} is then the last step. */
  readonly quit: () => void;
  /** Starts this Parley again after it has ended. */
  readonly startAgain: () => void;
  /** Converts an error for the person. */
  readonly reasonOf: (error: unknown) => Coded;
  readonly report: (error: unknown) => void;
  readonly times?: FeedTimes;
}

/** Finds, downloads, checks and installs updates, when it is told to. */
export interface Updater {
  readonly state: () => UpdateState;
  /** Reads the feed. `wanted`: the person asked, so that what was skipped is offered again. */
  readonly check: (wanted: boolean) => Promise<void>;
  /** Downloads what is offered, or goes on with it. */
  readonly download: () => Promise<void>;
  readonly pause: () => void;
  /** Forgets what is offered, and deletes what was downloaded of it. */
  readonly giveUp: () => Promise<void>;
  /** Quits in order to install. Throws an ExpectedError if that would lose something. */
  readonly restart: () => Promise<void>;
  /** Installs, if that is why Parley quits. */
  readonly install: () => Promise<void>;
}

/** The shortest time between two reports of a download (ms). */
const reportEveryMs = 250;

/** A package, and what the list says of it. */
interface Wanted {
  readonly file: UpdateFile;
  readonly ready: ReadyPackage;
}

function rememberedIn({ settings, drawPlace }: UpdaterRooms): Remembered {
  const { skipped, newestSeen, place } = settings.read();
  if (place !== null) return { skipped, newestSeen, place };
  const drawn = drawPlace();
  settings.update({ place: drawn });
  return { skipped, newestSeen, place: drawn };
}

/** Checks everything again, since it may have lain there for days. */
async function checkAgain({ file, ready }: Wanted): Promise<void> {
  await checkBytes(ready.path, file);
  await checkPackage(ready.path, file, ready.version);
}

/** Downloads a package, or goes on with it, and looks into it. */
async function fetchPackage(
  rooms: UpdaterRooms,
  { file, version }: { readonly file: UpdateFile; readonly version: string },
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<ReadyPackage> {
  const { fetch, feed, folder, now } = rooms;
  let told = 0;
  const path = await downloadFile({
    fetch,
    feed,
    times: rooms.times ?? feedTimes,
    file,
    folder,
    signal,
    onProgress(bytes) {
      if (now() - told < reportEveryMs) return;
      told = now();
      onProgress(bytes);
    },
  });
  try {
    await checkPackage(path, file, version);
  } catch (error) {
    // It would be refused again.
    await clearDownloads(folder, null);
    throw error;
  }
  return { kind: file.kind, path, version, sha512: file.sha512 };
}

/** Creates the updater; `onChange` is called whenever its state is another. */
export function createUpdater(rooms: UpdaterRooms, onChange: () => void): Updater {
  const { self, feed, fetch, folder, settings, installer, now } = rooms;
  const times = rooms.times ?? feedTimes;
  let state: UpdateState = { kind: 'idle', checkedAt: settings.read().checkedAt };
  let file: UpdateFile | null = null;
  let ready: ReadyPackage | null = null;
  let underWay: AbortController | null = null;
  let isPreparing = false;

  function take(news: UpdateNews): void {
    state = nextState(state, news);
    onChange();
  }
  function fail(error: unknown): void {
    if (!(error instanceof ExpectedError)) rooms.report(error);
    take({ kind: 'failed', reason: rooms.reasonOf(error) });
  }

  async function check(wanted: boolean): Promise<void> {
    take({ kind: 'check_began' });
    if (state.kind !== 'checking') return;
    try {
      const manifest = await readFeed(fetch, feed, times);
      const found = offered(manifest, self, rememberedIn(rooms), wanted);
      settings.update({ newestSeen: manifest.issuedAt, checkedAt: now() });
      if (found.kind === 'nothing') {
        file = null;
        await clearDownloads(folder, null);
        take({ kind: 'nothing_newer', at: now() });
        return;
      }
      ({ file } = found);
      take({ kind: 'found', offer: found.offer });
      // A download that was complete before a restart is only checked again.
      if ((await downloadedBytes(folder, file)) === file.size) await download();
    } catch (error) {
      fail(error);
    }
  }

  async function download(): Promise<void> {
    const offer = offerIn(state);
    if (file === null || offer === null || underWay !== null || state.kind === 'ready') return;
    const controller = new AbortController();
    underWay = controller;
    try {
      take({ kind: 'download_began', bytes: await downloadedBytes(folder, file) });
      const wanted = { file, version: offer.version };
      ready = await fetchPackage(rooms, wanted, controller.signal, (bytes) =>
        take({ kind: 'progress', bytes }),
      );
      // This start is not the new version, though the last one ended for it.
      const wasNot = settings.read().attempted === offer.version;
      const problem = wasNot ? expected('update_not_installed', { version: offer.version }) : null;
      take({ kind: 'downloaded', problem: problem === null ? null : rooms.reasonOf(problem) });
    } catch (error) {
      if (controller.signal.aborted) take({ kind: 'paused' });
      else fail(error);
    } finally {
      underWay = null;
    }
  }

  async function prepareAndQuit(wanted: Wanted): Promise<void> {
    try {
      await checkAgain(wanted);
    } catch (error) {
      // It may have been given up, and deleted, in the meantime.
      if (ready !== wanted.ready) return;
      ready = null;
      fail(error);
      return;
    }
    try {
      take({ kind: 'restart_asked' });
      await installer.prepare(wanted.ready);
    } catch (error) {
      // The package is as good as before.
      if (!(error instanceof ExpectedError)) rooms.report(error);
      take({ kind: 'restart_refused', reason: rooms.reasonOf(error) });
      return;
    }
    if (ready !== wanted.ready) {
      installer.abandon();
      return;
    }
    settings.update({ attempted: wanted.ready.version });
    take({ kind: 'restart_wanted' });
    rooms.quit();
  }

  return {
    state: () => state,
    check,
    download,
    pause: () => underWay?.abort(),
    async giveUp() {
      underWay?.abort();
      file = null;
      ready = null;
      take({ kind: 'given_up', at: now() });
      await clearDownloads(folder, null);
    },
    async restart() {
      if (file === null || ready === null || state.kind !== 'ready' || isPreparing) return;
      // Quitting would ask about them, and then it is too late to stay.
      if (rooms.wouldLose()) throw expected('temporary_would_end', {});
      isPreparing = true;
      try {
        await prepareAndQuit({ file, ready });
      } finally {
        isPreparing = false;
      }
    },
    async install() {
      if (state.kind !== 'restarting' || ready === null) return;
      try {
        await installer.install(ready);
      } catch (error) {
        rooms.report(error);
        rooms.startAgain();
      }
    },
  };
}
