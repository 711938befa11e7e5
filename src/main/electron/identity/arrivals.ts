import { resolve } from 'node:path';
import { app } from 'electron';
import { readCommandLine } from '../../links/command-line.ts';
import { readHandover } from '../../links/handover.ts';
import type { Inbox } from '../../links/inbox.ts';
import { parseLink } from '../../links/parse-link.ts';
import type { Wish } from '../../links/wish.ts';
import { linkScheme } from '../../../shared/model/arrival/link.ts';

/** The wish of a second start; null for a plain one. */
export function wishOf(data: unknown): Wish | null {
  const line = readHandover(data);
  const read = line === null ? null : readCommandLine(line);
  return read?.kind === 'wish' ? read.wish : null;
}

/**
 * Listens from the very beginning: macOS says what a start was for before it is ready, and another
 * start may come before this one is through.
 */
export function listenForArrivals(inbox: Inbox): void {
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const wish = wishOf(data);
    if (wish !== null) inbox.put(wish);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const wish = parseLink(url);
    if (wish !== null) inbox.put(wish);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    inbox.put({ kind: 'share', text: '', paths: [path], send: false });
  });
}

/** The arguments after the program; in development, those after the app's folder. */
export function ownArguments(): readonly string[] {
  if (app.isPackaged) return process.argv.slice(1);
  const at = process.argv.findIndex(
    (each, index) => index > 0 && resolve(each) === app.getAppPath(),
  );
  return at === -1 ? [] : process.argv.slice(at + 1);
}

/**
 * Registers Parley for its links on Windows, whose installer does not. The bundle on a Mac and the
 * desktop file on Linux say it themselves. What follows `--` is no switch, whatever it looks like.
 */
export function registerLinks(): void {
  if (process.platform !== 'win32' || !app.isPackaged) return;
  const behind = ['--'];
  if (app.isDefaultProtocolClient(linkScheme, process.execPath, behind)) return;
  app.setAsDefaultProtocolClient(linkScheme, process.execPath, behind);
}
