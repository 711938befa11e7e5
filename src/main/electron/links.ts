import { shell } from 'electron';
import { expected } from '../../shared/expected.ts';
import { safeExternalUrl } from './external-url.ts';

/**
 * Opens a link in the system's browser or mail program. Throws an ExpectedError for any other kind
 * of URL, and if the system has no program for it.
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

/** Shows a folder in the system's file manager; returns what went wrong, or an empty string. */
export function openFolder(path: string): Promise<string> {
  return shell.openPath(path);
}
