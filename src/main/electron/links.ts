import { shell } from 'electron';
import { expected } from '../../shared/expected.ts';
import { safeExternalUrl } from './external-url.ts';

/**
 * Opens a link in the system's browser or mail program. Throws an ExpectedError for any other kind of
 * address, and when the system has nothing to open it with.
 */
export async function openExternally(url: string): Promise<void> {
  const safe = safeExternalUrl(url);
  if (safe === null) {
    throw expected('link_not_allowed', {});
  }
  try {
    await shell.openExternal(safe);
  } catch {
    throw expected('link_unopened', {});
  }
}

/** Shows a folder in the system's file manager; returns what went wrong, or nothing. */
export function openFolder(path: string): Promise<string> {
  return shell.openPath(path);
}
