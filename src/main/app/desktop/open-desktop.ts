import type { MessagePlace } from '../../../shared/model/desktop/notifications.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { createAttention, type Attention } from '../../desktop/attention.ts';
import { createProgress, type Progress } from '../../desktop/progress.ts';
import { isInFront, onFront, showNotification } from '../../electron/desktop/notifications.ts';
import { createTaskbar, setBadge } from '../../electron/desktop/taskbar.ts';

/** Dependencies of {@link openDesktop}. */
export interface DesktopOptions {
  readonly settings: { read(): Settings };
  readonly show: () => void;
  readonly goTo: (place: MessagePlace) => void;
}

/** What the person sees of Parley outside its windows. */
export interface Desktop {
  readonly attention: Attention;
  readonly progress: Progress;
  /** Takes badge and progress away; for quitting. */
  readonly end: () => void;
}

/** Connects notifications, badge and progress with the system. */
export function openDesktop({ settings, show, goTo }: DesktopOptions): Desktop {
  const attention = createAttention({
    choice: () => settings.read().notifications,
    isInFront,
    notify: (notice, place) =>
      showNotification(notice, () => (place === null ? show() : goTo(place))),
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
