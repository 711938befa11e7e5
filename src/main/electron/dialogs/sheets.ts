import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

const withSheet = new WeakSet<BrowserWindow>();

/** True while a dialog of a window is open, and has its focus. */
export function hasSheet(window: BrowserWindow): boolean {
  return withSheet.has(window);
}

/** Shows a dialog of a window. */
export async function inSheet<T>(window: BrowserWindow, show: () => Promise<T>): Promise<T> {
  withSheet.add(window);
  try {
    return await show();
  } finally {
    withSheet.delete(window);
  }
}

/** Lets the person choose files or folders, in a sheet of the focused window. None if cancelled. */
export async function choosePaths(options: OpenDialogOptions): Promise<readonly string[]> {
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await inSheet(window, () => dialog.showOpenDialog(window, options));
  return canceled ? [] : filePaths;
}

/** Lets the person choose where to save a file, in a sheet of the focused window. */
export async function chooseTarget(options: SaveDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await inSheet(window, () => dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}
