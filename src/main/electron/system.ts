import { clipboard, ClipboardItem, shell } from 'electron';
import type { SystemPort } from '../app/window-handlers.ts';
import { openExternally } from './links.ts';

/** The clipboard, the browser and the file manager of the system. */
export const system: SystemPort = {
  copy: (text, html) =>
    clipboard.write([
      new ClipboardItem({
        'text/plain': text,
        ...(html === undefined ? {} : { 'text/html': html }),
      }),
    ]),
  copyImage(png) {
    const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
    return clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  },
  openLink: openExternally,
  openFolder: (path) => shell.openPath(path),
};
