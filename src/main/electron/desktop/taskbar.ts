import { app, type BrowserWindow } from 'electron';
import type { TaskbarProgress } from '../../desktop/progress.ts';
import { appWindows } from '../app-windows.ts';

/** Electron's values for no bar and for one without an end. */
const noBar = -1;
const withoutEnd = 2;

function valueOf(progress: TaskbarProgress): number {
  switch (progress.kind) {
    case 'none':
      return noBar;
    case 'unknown':
      // Linux knows no bar without an end.
      return process.platform === 'linux' ? noBar : withoutEnd;
    case 'share':
      return progress.share;
  }
}

/** Shows a number on Parley's icon where the system can (macOS, some Linux desktops); 0 hides it. */
export function setBadge(count: number): void {
  if (process.platform !== 'win32') app.setBadgeCount(count);
}

/** Creates the function that shows progress on every window's button, also of windows to come. */
export function createTaskbar(): (progress: TaskbarProgress) => void {
  let last = noBar;
  app.on('browser-window-created', (_event, window: BrowserWindow) => {
    if (last === noBar) return;
    window.once('show', () => window.setProgressBar(last));
  });
  return (progress) => {
    last = valueOf(progress);
    for (const window of appWindows()) {
      if (!window.isDestroyed()) window.setProgressBar(last);
    }
  };
}
