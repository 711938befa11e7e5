import { readdir } from 'node:fs/promises';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { UpdatesView } from '../../shared/model/updates/updates.ts';
import { checkEveryMs, offerIn } from './policy.ts';
import { createUpdater, type UpdaterRooms } from './updater.ts';

/** Dependencies of the updates, with what decides when it is time for them. */
export interface UpdateRooms extends UpdaterRooms {
  readonly timers: { after(ms: number, callback: () => void): () => void };
  readonly tell: (view: UpdatesView) => void;
}

/** Updates of Parley itself. */
export interface UpdateService {
  readonly handlers: HandlersOf<'updates'>;
  /** Begins to look by itself; returns a function that stops this, and a download. */
  readonly start: () => () => void;
  /** The very last step of quitting: installs, if that is why Parley quits. */
  readonly beforeExit: () => Promise<void>;
}

/** How often the clock is looked at (ms). */
const lookEveryMs = 60 * 60 * 1000;

/** The updates of a Parley that updates itself. */
export function createUpdateService(rooms: UpdateRooms): UpdateService {
  const { folder, settings, now, timers, tell } = rooms;
  const updater = createUpdater(rooms, () => tell(view()));
  /** The person has looked away from the notice until then. */
  let quietUntil = 0;
  let asks = false;

  function notice(): Extract<UpdatesView, { kind: 'possible' }>['notice'] {
    const { isAutomatic } = settings.read();
    if (isAutomatic === null) return asks ? 'question' : null;
    if (!isAutomatic || now() < quietUntil) return null;
    const { kind } = updater.state();
    return kind === 'available' || kind === 'ready' ? kind : null;
  }
  const view = (): UpdatesView => ({
    kind: 'possible',
    state: updater.state(),
    isAutomatic: settings.read().isAutomatic,
    notice: notice(),
  });

  /** Whether a download lies there that began before this start. */
  async function hasDownload(): Promise<boolean> {
    if (updater.state().kind !== 'idle') return false;
    return (await readdir(folder).catch(() => [])).length > 0;
  }
  async function look(): Promise<void> {
    const { isAutomatic, checkedAt } = settings.read();
    asks ||= isAutomatic === null;
    if (isAutomatic === true) {
      // A clock that was set back must not end the checks.
      const age = checkedAt === null ? checkEveryMs : now() - checkedAt;
      const isDue = age < 0 || age >= checkEveryMs;
      if (isDue || (await hasDownload())) await updater.check(false);
    }
    if (notice() !== null) tell(view());
  }

  return {
    handlers: {
      'updates.view': view,
      'updates.setAutomatic'({ isOn }) {
        settings.update({ isAutomatic: isOn });
        tell(view());
        if (isOn) void updater.check(false);
      },
      'updates.check': () => updater.check(true),
      'updates.download': () => void updater.download(),
      'updates.pause': updater.pause,
      'updates.later'() {
        quietUntil = now() + checkEveryMs;
        tell(view());
      },
      async 'updates.skip'() {
        const offer = offerIn(updater.state());
        if (offer === null) return;
        settings.update({ skipped: offer.version });
        await updater.giveUp();
      },
      'updates.restart': updater.restart,
    },
    start() {
      let isStopped = false;
      let cancel = (): void => undefined;
      const schedule = (ms: number): void => {
        cancel = timers.after(ms, () => {
          void look()
            .catch(rooms.report)
            .finally(() => {
              if (!isStopped) schedule(lookEveryMs);
            });
        });
      };
      schedule(0);
      return () => {
        isStopped = true;
        cancel();
        updater.pause();
      };
    },
    beforeExit: updater.install,
  };
}
