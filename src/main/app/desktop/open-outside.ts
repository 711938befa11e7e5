import type { Settings } from '../../../shared/model/settings.ts';
import { appWindows } from '../../electron/app-windows.ts';
import { emitToWindows } from '../../electron/ipc.ts';
import { quit } from '../../electron/platform.ts';
import type { Windows } from '../../electron/windows.ts';
import type { Rooms, RoomsOptions } from '../rooms.ts';
import { openDesktop } from './open-desktop.ts';
import { openQuick, type Quick } from './open-quick.ts';
import { openTray, type AppTray } from './open-tray.ts';

/** Dependencies of {@link openOutside}. Rooms are made after it. */
export interface OutsideOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
    subscribe(listener: (settings: Settings) => void): unknown;
  };
  /** True if the program goes on without windows. */
  readonly isServing: boolean;
  readonly rooms: () => Rooms;
  readonly windows: Windows;
  readonly report: (error: unknown) => void;
}

/** Parley on the desktop, outside of its windows: notifications, badge, icon and quick ask. */
export interface Outside {
  readonly quick: Quick;
  readonly tray: AppTray;
  /** They tell it of what happens in the rooms. */
  readonly hooks: Pick<
    RoomsOptions,
    'emit' | 'onTurnEnded' | 'onRunning' | 'onJob' | 'onToolsWaiting' | 'onRequest'
  >;
  /** Quits once nobody looks and nothing is being answered, where a program ends with its windows. */
  readonly quitIfDone: () => void;
  /** Takes everything away; for quitting. */
  readonly end: () => void;
}

/** Connects the rooms with the desktop. */
export function openOutside(options: OutsideOptions): Outside {
  const { settings, isServing, rooms, windows, report } = options;
  const streaming = () => rooms().core.turns.streaming();
  const isDone = (): boolean => {
    const endsWithWindows = !isServing && process.platform !== 'darwin';
    if (!endsWithWindows || appWindows().length > 0 || quick.isShown()) return false;
    return streaming().length === 0;
  };
  const end = async (): Promise<void> => {
    if ((await tray.keepsOpen()) !== true && isDone()) quit();
  };
  const quitIfDone = (): void => {
    if (isDone()) end().catch(report);
  };
  const desktop = openDesktop({
    settings,
    isTemporary: (id) => rooms().temporary.isTemporary(id),
    show: () => windows.show(),
    deliver: (arrival) => windows.deliver(arrival),
  });
  const tray = openTray({
    settings,
    facts: () => ({ heads: rooms().core.conversations.heads(), streaming: streaming() }),
    ports: {
      show: () => windows.show(),
      showQuick: () => quick.show(),
      performInMain: (action) => windows.performInMain(action),
      deliver: (arrival) => windows.deliver(arrival),
      quit,
    },
    report,
  });
  const quick = openQuick({
    settings,
    emit: emitToWindows,
    attachments: () => rooms().attachments,
    heads: () => rooms().core.conversations.heads(),
    onHidden: () => setImmediate(quitIfDone),
    onDetached: (client) => rooms().core.turns.detach(client),
    report,
  });
  return {
    quick,
    tray,
    hooks: {
      emit(name, payload) {
        emitToWindows(name, payload);
        tray.told(name);
      },
      onTurnEnded(ended) {
        desktop.attention.answerEnded(ended);
        setImmediate(quitIfDone);
      },
      onRunning() {
        desktop.progress.streaming(streaming().length);
        tray.changed();
      },
      onJob: (update) => desktop.progress.job(update),
      onToolsWaiting: (pending) => desktop.attention.callsWait(pending),
      onRequest: (request) => desktop.attention.requestWaits(request),
    },
    quitIfDone,
    end() {
      quick.end();
      tray.end();
      desktop.end();
    },
  };
}
