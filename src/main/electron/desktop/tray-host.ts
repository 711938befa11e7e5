import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const watcher = 'org.kde.StatusNotifierWatcher';
const bus = 'org.freedesktop.DBus';
const path = '/org/freedesktop/DBus';

/** Programs that ask D-Bus whether a name is owned; a desktop has at least one of them. */
const questions: readonly (readonly [program: string, ...args: readonly string[]])[] = [
  [
    'gdbus',
    'call',
    '--session',
    '--dest',
    bus,
    '--object-path',
    path,
    '--method',
    `${bus}.NameHasOwner`,
    watcher,
  ],
  ['busctl', '--user', 'call', bus, path, bus, 'NameHasOwner', 's', watcher],
  [
    'dbus-send',
    '--session',
    '--print-reply=literal',
    `--dest=${bus}`,
    path,
    `${bus}.NameHasOwner`,
    `string:${watcher}`,
  ],
];

/** How long one of them may take (ms). */
const patienceMs = 2000;

/**
 * Whether the system shows icons of programs. On Linux, somebody has to own the name of the
 * StatusNotifierWatcher (freedesktop.org's StatusNotifierItem); a bare GNOME has none. If nobody can
 * be asked, there is none.
 */
export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  for (const [program, ...args] of questions) {
    const answer = await run(program, args, { timeout: patienceMs, maxBuffer: 4096 }).catch(
      () => null,
    );
    if (answer !== null) return /\btrue\b/u.test(answer.stdout);
  }
  return false;
}
