import { randomInt } from 'node:crypto';
import type { HandlersOf } from '../../../shared/contract/handlers.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { systemTimers } from '../../disk/timers.ts';
import { appVersion, quit, relaunch } from '../../electron/platform.ts';
import { createInstaller } from '../../electron/updates/installer.ts';
import { reasonOf } from '../../store/save-status.ts';
import type { UpdateService } from '../../updates/service.ts';
import type { EmitToWindows } from '../follow.ts';
import { onFirstUse } from '../on-first-use.ts';

/** Dependencies of {@link openUpdates}. */
export interface UpdatesOptions {
  readonly root: string;
  readonly settings: {
    read(): Settings;
    update(change: (settings: Settings) => Settings): void;
  };
  readonly fetch: typeof globalThis.fetch;
  readonly wouldLose: () => boolean;
  readonly emit: EmitToWindows;
  readonly report: (error: unknown) => void;
}

/** When updates are loaded after a start, so that they do not slow it down (ms). */
const loadAfterMs = 60_000;

async function loadUpdates(options: UpdatesOptions): Promise<UpdateService> {
  const { root, settings, emit } = options;
  const { readInstallation } = await import('../../electron/updates/installation.ts');
  const { whoUpdates } = await import('../../updates/who-updates.ts');
  const { feed, installation } = readInstallation();
  const who = whoUpdates(installation);
  if (who.kind === 'other' || feed === null) {
    const { noUpdates } = await import('../../updates/no-updates.ts');
    return noUpdates(who.kind === 'other' ? who.why : 'not_configured');
  }
  const { createUpdateService } = await import('../../updates/service.ts');
  const { updatesFolder } = await import('../../updates/download.ts');
  return createUpdateService({
    ...options,
    self: { version: appVersion(), package: who.package, machine: who.machine },
    feed,
    folder: updatesFolder(root),
    settings: {
      read: () => settings.read().updates,
      update(patch) {
        settings.update((before) => ({ ...before, updates: { ...before.updates, ...patch } }));
      },
    },
    installer: createInstaller(relaunch),
    timers: systemTimers,
    now: Date.now,
    drawPlace: () => randomInt(100),
    quit,
    startAgain: relaunch,
    tell: (view) => emit('updates', view),
    reasonOf,
  });
}

/** The updates of the app. Nothing of them is loaded before the start is over or a view asks. */
export function openUpdates(options: UpdatesOptions): UpdateService {
  const load = onFirstUse(() => loadUpdates(options));
  const handlers: HandlersOf<'updates'> = {
    'updates.view': async () => (await load()).handlers['updates.view'](undefined),
    'updates.setAutomatic': async (input) => (await load()).handlers['updates.setAutomatic'](input),
    'updates.check': async () => (await load()).handlers['updates.check'](undefined),
    'updates.download': async () => (await load()).handlers['updates.download'](undefined),
    'updates.pause': async () => (await load()).handlers['updates.pause'](undefined),
    'updates.later': async () => (await load()).handlers['updates.later'](undefined),
    'updates.skip': async () => (await load()).handlers['updates.skip'](undefined),
    'updates.restart': async () => (await load()).handlers['updates.restart'](undefined),
  };
  return {
    handlers,
    start() {
      let stop = (): void => undefined;
      let isStopped = false;
      const cancel = systemTimers.after(loadAfterMs, () => {
        load().then((service) => {
          if (!isStopped) stop = service.start();
        }, options.report);
      });
      return () => {
        isStopped = true;
        cancel();
        stop();
        // A download is cut off also if a view has begun it.
        void load.made()?.then((service) => service.handlers['updates.pause'](undefined));
      };
    },
    beforeExit: async () => (await load.made())?.beforeExit(),
  };
}
