/** The command line of `fpm`, as far as electron-builder uses it. */

/** What is to be made of which files. */
export interface FpmLine {
  readonly type: 'deb' | 'rpm';
  readonly architecture: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly url: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly compression: string;
  readonly afterInstall: string;
  readonly afterRemove: string;
  readonly output: string;
  readonly contents: readonly { readonly from: string; readonly to: string }[];
}

/** Options that change nothing here. */
const flags = new Set(['--force']);
/** Options with a value, and those that may come several times. */
const valued = new Set(
  `-s -t --deb-compression --rpm-compression --rpm-os --architecture --after-install --after-remove
  --description --version --package --name --maintainer --vendor --url --deb-priority
  --rpm-summary -d --deb-recommends`.split(/\s+/),
);

/** Reads a command line. Throws if something in it is not understood. */
export function readFpmLine(args: readonly string[]): FpmLine {
  const options = new Map<string, string[]>();
  const contents: { from: string; to: string }[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (flags.has(argument)) continue;
    if (valued.has(argument)) {
      at += 1;
      options.set(argument, [...(options.get(argument) ?? []), args[at] ?? '']);
      continue;
    }
    const [, from, to] = /^([^-].*)=(\/.*)$/.exec(argument) ?? [];
    if (from === undefined || to === undefined) throw new Error(`fpm: ${argument}?`);
    contents.push({ from, to });
  }
  const one = (name: string): string => {
    const [value] = options.get(name) ?? [];
    if (value === undefined) throw new Error(`fpm: ${name} is missing`);
    return value;
  };
  const type = one('-t');
  if (type !== 'deb' && type !== 'rpm') throw new Error(`fpm: ${type}?`);
  return {
    type,
    architecture: one('--architecture'),
    name: one('--name'),
    version: one('--version'),
    description: one('--description').trim(),
    maintainer: one('--maintainer'),
    vendor: one('--vendor'),
    url: one('--url'),
    depends: options.get('-d') ?? [],
    recommends: options.get('--deb-recommends') ?? [],
    compression: one(type === 'deb' ? '--deb-compression' : '--rpm-compression'),
    afterInstall: one('--after-install'),
    afterRemove: one('--after-remove'),
    output: one('--package'),
    contents,
  };
}
