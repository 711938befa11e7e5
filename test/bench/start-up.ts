import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readBuilt } from '../../scripts/build/read-built.ts';
import { emptyElectron } from './empty-electron.ts';
import { count, size, time, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { ms, percentile } from './table.ts';

const runs = isShort ? 5 : 15;

/** Wall time of a Node process in ms; the median of several. */
function processTime(parameters: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, parameters, {
      env: { ...process.env, PARLEY_USER_DATA: '', NODE_COMPILE_CACHE: '' },
    });
    if (status !== 0) throw new Error(String(stderr));
    return performance.now() - start;
  });
  return percentile(times, 0.5);
}

/** Wall time of an empty Node process, in ms; shows how fast the machine is today. */
export function emptyNode(): number {
  return processTime(['-e', '0']);
}

/**
 * Processor time of a Node process in ms, the mean of several. Other load on the machine hardly
 * counts.
 */
function processorTime(parameters: readonly string[]): number {
  const quoted = [process.execPath, ...parameters].map((word) => `'${word}'`).join(' ');
  const loop = `for run in $(seq ${runs}); do ${quoted}; done; times`;
  const { stdout } = spawnSync('bash', ['-c', loop], {
    encoding: 'utf8',
    env: { ...process.env, PARLEY_USER_DATA: '', NODE_COMPILE_CACHE: '' },
  });
  const [user = Number.NaN, system = Number.NaN] = [
    ...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g),
  ].map(([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000);
  return (user + system) / runs;
}

/** Figures about a copy of the main bundle in plain Node, with an empty `electron` package. */
export function measureBundle(root: string): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    cpSync(join(root, 'out/main'), join(folder, 'main'), { recursive: true });
    const electron = join(folder, 'node_modules/electron');
    mkdirSync(electron, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(electron, 'package.json'), '{"type":"module","main":"index.js"}');
    writeFileSync(join(electron, 'index.js'), emptyElectron(join(folder, 'main')));
    const main = join(folder, 'main/index.js');
    return [
      {
        what: 'main bundle, whole Node process (median)',
        readings: [time('main bundle, whole process', processTime([main]))],
        budget: '≤ 70 ms',
        floor: isShort ? '' : `empty Node ${ms(emptyNode())}`,
      },
      {
        what: 'main bundle, processor time (mean)',
        readings: [time('main bundle, processor time', processorTime([main]))],
        budget: '—',
        floor: isShort ? '' : `empty Node ${ms(processorTime(['-e', '0']))}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gzipped size of files of the built window, in bytes; names are relative to its folder. */
export function gzipSize(root: string, files: readonly string[]): number {
  const sizes = files.map(
    (file) => gzipSync(readBuilt(join(root, 'out/renderer', file)) ?? '').length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Figures about the files of a build. The first load is what index.html requests at once: its
 * scripts, styles and their preloads. The bench `launch` prints what a window really fetches before
 * it accepts text.
 */
export function measureFirstLoad(root: string): readonly Figure[] {
  const folder = join(root, 'out/renderer');
  // A window fetches one of the catalogues that its page names.
  const html = readFileSync(join(folder, 'index.html'), 'utf8').replaceAll(
    /<link rel="catalogue" hreflang="(?!en")[^>]*>/g,
    '',
  );
  const named = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? '',
  );
  const first = gzipSize(root, ['index.html', ...named]);
  const all = readdirSync(join(folder, 'assets')).filter((file) =>
    /\.(?:js|js\.br|css)$/.test(file),
  );
  const main = join(root, 'out/main');
  const scripts = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.js(?:\.br)?$/.test(file))
    .reduce((sum, file) => sum + statSync(join(main, file)).size, 0);
  return [
    {
      what: `renderer's first load, gzip (${named.length} of ${all.length} files)`,
      readings: [size("renderer's first load, gzip", first)],
      budget: '≤ 200 KB',
      floor: 'React alone about 60 KB',
    },
    {
      what: 'files of the first load',
      readings: [count('files of the first load', named.length)],
      budget: '',
      floor: '',
    },
    {
      what: 'scripts of main, all of them, as they are stored',
      readings: [size('scripts of main', scripts)],
      budget: '',
      floor: '',
    },
  ];
}
