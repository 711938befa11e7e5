import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { emptyElectron } from './empty-electron.ts';
import { ms, percentile, type Figure } from './table.ts';

const root = join(import.meta.dirname, '../..');
const runs = 15;

/** Wall time of a Node process in ms, median of several. */
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

/** Wall time of a Node process that does nothing, in ms: how fast the machine is today. */
export function emptyNode(): number {
  return processTime(['-e', '0']);
}

/** Processor time of a Node process in ms, mean of several: other work on the machine counts little. */
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

/** Loads a copy of the main bundle in plain Node, beside an `electron` that is an empty shell. */
function mainBundle(): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    cpSync(join(root, 'out/main'), join(folder, 'main'), { recursive: true });
    const electron = join(folder, 'node_modules/electron');
    mkdirSync(electron, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(electron, 'package.json'), '{"type":"module","main":"index.js"}');
    writeFileSync(join(electron, 'index.js'), emptyElectron);
    const main = join(folder, 'main/index.js');
    return [
      {
        what: 'main bundle, whole Node process (median)',
        measured: ms(processTime([main])),
        budget: '≤ 70 ms',
        floor: `empty Node ${ms(emptyNode())}`,
      },
      {
        what: 'main bundle, processor time (mean)',
        measured: ms(processorTime([main])),
        budget: '—',
        floor: `empty Node ${ms(processorTime(['-e', '0']))}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Size of files of the built window after gzip, in bytes; names from its folder. */
export function gzipSize(files: readonly string[]): number {
  const sizes = files.map(
    (file) => gzipSync(readFileSync(join(root, 'out/renderer', file))).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * The files that index.html asks for at once: its scripts, styles and what those preload. The bench
 * `streaming` prints what a window really fetches before it takes text.
 */
function firstLoad(): Figure {
  const folder = join(root, 'out/renderer');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? '',
  );
  const first = gzipSize(['index.html', ...named]);
  const all = readdirSync(join(folder, 'assets')).filter((file) => /\.(?:js|css)$/.test(file));
  return {
    what: `renderer's first load, gzip (${named.length} of ${all.length} files)`,
    measured: `${(first / 1000).toFixed(1)} KB`,
    budget: '≤ 200 KB',
    floor: 'React alone about 60 KB',
  };
}

/** Figures about starting that need no window. */
export function measureStartUp(): readonly Figure[] {
  return [...mainBundle(), firstLoad()];
}
