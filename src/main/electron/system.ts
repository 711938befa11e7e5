import { clipboard, ClipboardItem, safeStorage, session } from 'electron';
import { openExternally, openFolder } from './links.ts';
import type { SafeStorage } from '../store/encryption.ts';
import { lockSession } from './window.ts';

/** The parts of the system that a window may use. */
export interface SystemPort {
  /** Puts a text on the clipboard, with HTML beside it if there is any. */
  copy(text: string, html: string | undefined): Promise<void>;
  /** Puts a PNG on the clipboard. */
  copyImage(png: Uint8Array): Promise<void>;
  openLink(url: string): Promise<void>;
  /** Resolves to what went wrong; '' for nothing. */
  openFolder(path: string): Promise<string>;
}

/** What the system keeps keys with. */
export const systemSafeStorage: SafeStorage = safeStorage;

/** The proxy of the system for an address, as Chromium words it. */
export function systemProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url);
}

/** Refuses what no page of ours needs; see {@link lockSession}. */
export function lockPages(): void {
  lockSession(session.defaultSession);
}

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
  openFolder,
};
