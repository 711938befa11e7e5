import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { expected } from '../../../shared/expected.ts';
import type { Installer, ReadyPackage } from '../../updates/updater.ts';

const allowed = 'allowed\n';

/**
 * The script that runs as root. It copies the package to where nobody else can change it, compares
 * the hash, prints `allowed`, and waits for `install`, which Parley sends as its last step. It ends
 * without installing if Parley ends without sending it. Once it installs, a hang-up does not end it.
 * apt-get installs the dependencies, which dpkg does not fetch.
 */
const script = `set -e
export DEBIAN_FRONTEND=noninteractive
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -- "$1" "$folder/parley.deb"
echo "$2  $folder/parley.deb" | sha512sum --check --status
echo allowed
read -r word
[ "$word" = install ]
trap '' HUP
dpkg -i "$folder/parley.deb" </dev/null >"$folder/said" 2>&1 ||
apt-get install -f -y </dev/null >>"$folder/said" 2>&1 ||
{ tail -c 300 "$folder/said" >&2; exit 1; }`;

/** Exit code of pkexec when the person closes its dialog. */
const dismissed = 126;
/** Exit code of pkexec without a dialog, without permission, or after a wrong password. */
const notAuthorised = 127;

/** How much of what a program says is kept, from its end (characters). */
const keptWords = 300;

/** A root process that may install, and what it has said. */
interface Allowed {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

function startAsRoot({ path, sha512 }: ReadyPackage): ChildProcessWithoutNullStreams {
  // The agent of the desktop asks. The other one is for terminals, and Parley has none.
  const parameters = ['--disable-internal-agent', '/bin/sh', '-c', script, 'sh', path, sha512];
  // Away from the signals of a terminal that Parley was started in.
  return spawn('pkexec', parameters, { detached: true });
}

/** A path as a shell reads it. */
const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

/** Why nothing was allowed. */
function refusal(code: number | null, said: string, path: string): Error {
  if (code === dismissed) return expected('update_dismissed', {});
  if (code !== notAuthorised) return expected('update_not_startable', { said });
  return expected('update_not_allowed', { command: `sudo apt install ${quoted(path)}` });
}

/** Asks for the password, and returns once the system has allowed the installation. */
async function askToInstall(ready: ReadyPackage): Promise<Allowed> {
  const child = startAsRoot(ready);
  let output = '';
  let errors = '';
  // Writing to a process that has just ended is no problem: its end is reported.
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptWords);
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const isAllowed = new Promise<boolean>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptWords);
      if (output.startsWith(allowed)) resolve(true);
    });
    ended.then(() => resolve(false), reject);
  });
  const said = (): string => errors.trim() || output.trim();
  try {
    if (await isAllowed) return { child, ended, said };
  } catch {
    // There is no pkexec.
    throw refusal(notAuthorised, '', ready.path);
  }
  throw refusal(await ended, said(), ready.path);
}

/**
 * Installs Debian packages. The password is asked for while the windows are still there, so that
 * nothing ends for an update that is not allowed; the installation runs when they are gone.
 */
export function createDebInstaller(startAgain: () => void): Installer {
  let held: Allowed | null = null;
  return {
    async prepare(ready) {
      held?.child.stdin.end();
      held = null;
      held = await askToInstall(ready);
    },
    async install() {
      if (held === null) throw new Error('Nothing is allowed');
      held.child.stdin.end('install\n');
      const code = await held.ended;
      if (code !== 0) throw expected('update_not_startable', { said: held.said() });
      startAgain();
    },
    abandon() {
      held?.child.stdin.end();
      held = null;
    },
  };
}
