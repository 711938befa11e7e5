import { clipboard, ClipboardItem, safeStorage, session } from 'electron';
import { openExternally, openFolder } from './links.ts';
import type { SafeStorage } from '../store/encryption.ts';
import { lockSession } from './window.ts';

/** The system features that a window may use. */
export interface SystemPort {
  /** Copies a text to the clipboard, together with HTML if given. */
  copy(text: string, html: string | undefined): Promise<void>;
  /** Copies a PNG to the clipboard. */
  copyImage(png: Uint8Array): Promise<void>;
  openLink(url: string): Promise<void>;
  /** Resolves to an error message, or '' on success. */
  openFolder(path: string): Promise<string>;
}

/** The system's encrypted storage for keys. */
export const systemSafeStorage: SafeStorage = safeStorage;

/** The system's proxy for a URL, in Chromium's format. */
export function systemProxy(url: string): Promise<string> {
  return session.defaultSession.resolveProxy(url);
}

/** Reads the text of the clipboard; '' if it holds none. */
export async function readClipboard(): Promise<string> {
  return clipboard.readText();
}

/** Deletes what Chromium keeps of our pages. */
export async function forgetPages(): Promise<void> {
  await session.defaultSession.clearStorageData();
  await session.defaultSession.clearCache();
}

/** Denies our pages everything they do not need; see {@link lockSession}. */
export function lockPages(): void {
  lockSession(session.defaultSession);
}

/** The system's clipboard, browser and file manager. */
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
