import { shell } from 'electron';
import { expectedPlain } from '../../shared/expected.ts';
import { safeExternalUrl } from './external-url.ts';

/**
 * Opens a link in the system's browser or mail program. Throws an ExpectedError for any other kind of
 * address, and when the system has nothing to open it with.
 */
export async function openExternally(url: string): Promise<void> {
  const safe = safeExternalUrl(url);
  if (safe === null) {
    throw expectedPlain(
      'invalid',
      'This link was not opened: only web and mail addresses leave Parley.',
    );
  }
  try {
    await shell.openExternal(safe);
  } catch {
    throw expectedPlain(
      'internal',
      'Your system could not open this link. Copy its address and open it yourself.',
    );
  }
}
