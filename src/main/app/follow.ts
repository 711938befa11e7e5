import type {
  EventName,
  Events,
  SettingsView,
  StorageStatus,
} from '../../shared/contract/index.ts';
import type { Theme } from '../../shared/model/settings.ts';

/** Sends an event to every open window. */
export type EmitToWindows = <N extends EventName>(name: N, payload: Events[N]) => void;

/** The rooms whose changes the windows show. */
export interface FollowedRooms {
  readonly store: { onStatus(listener: (status: StorageStatus) => void): unknown };
  readonly registry: {
    subscribe(listener: () => void): unknown;
    view(): Promise<SettingsView>;
  };
  readonly prices: { subscribe(listener: (prices: Events['prices']) => void): unknown };
  readonly emit: EmitToWindows;
  readonly applyTheme: (theme: Theme) => void;
  readonly report: (error: unknown) => void;
}

/** Sends the windows an event when something in the rooms changes. */
export function followRooms({ emit, report, ...rooms }: FollowedRooms): void {
  rooms.store.onStatus((status) => emit('storage', status));
  rooms.registry.subscribe(() => {
    rooms.registry
      .view()
      .then((view) => {
        rooms.applyTheme(view.settings.theme);
        emit('settings', view);
      })
      .catch(report);
  });
  rooms.prices.subscribe((prices) => emit('prices', prices));
}
