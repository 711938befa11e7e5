import { shell } from 'electron';
import { expected } from '../shared/errors.ts';

const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Returns the address as the browser reads it if it may leave Parley, else null. */
export function safeExternalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!allowedProtocols.has(parsed.protocol)) return null;
  if (parsed.protocol !== 'mailto:' && parsed.host === '') return null;
  return parsed.href;
}

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
