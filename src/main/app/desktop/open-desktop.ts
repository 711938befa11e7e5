import { arrivalAt, type Arrival } from '../../../shared/model/arrival/arrival.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { createAttention, type Attention, type AttentionOptions } from '../../desktop/attention.ts';
import { createProgress, type Progress } from '../../desktop/progress.ts';
import { isInFront, onFront, showNotification } from '../../electron/desktop/notifications.ts';
import { createTaskbar, setBadge } from '../../electron/desktop/taskbar.ts';

/** Dependencies of {@link openDesktop}. */
export interface DesktopOptions {
  readonly settings: { read(): Settings };
  /** See {@link AttentionOptions.isTemporary}. */
  readonly isTemporary: AttentionOptions['isTemporary'];
  readonly show: () => void;
  readonly deliver: (arrival: Arrival) => void;
}

/** Parley's notifications, badge and taskbar progress. */
export interface Desktop {
  readonly attention: Attention;
  readonly progress: Progress;
  /** Takes badge and progress away; for quitting. */
  readonly end: () => void;
}

/** Connects notifications, badge and progress with the system. */
export function openDesktop({ settings, isTemporary, show, deliver }: DesktopOptions): Desktop {
  const attention = createAttention({
    choice: () => settings.read().notifications,
    isTemporary,
    isInFront,
    notify: (notice, place) =>
      showNotification(notice, () => (place === null ? show() : deliver(arrivalAt(place)))),
    setBadge,
  });
  onFront(() => attention.cameToFront());
  const progress = createProgress(createTaskbar());
  return {
    attention,
    progress,
    end() {
      progress.end();
      attention.cameToFront();
    },
  };
}
