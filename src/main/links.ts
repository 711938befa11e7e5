import { shell } from 'electron';
import { expected } from '../shared/errors.ts';
import { safeExternalUrl } from './external-url.ts';

/** Opens a link in the system's browser or mail program. Throws an ExpectedError for any other kind of address. */
export async function openExternally(url: string): Promise<void> {
  const safe = safeExternalUrl(url);
  if (safe === null) {
    throw expected(
      'invalid',
      'This link was not opened: only web and mail addresses leave Parley.',
    );
  }
  await shell.openExternal(safe);
}
