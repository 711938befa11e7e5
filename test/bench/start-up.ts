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

/** Loads a copy of the main bundle in plain Node, beside an `electron` that is an empty shell. */
function mainBundle(): Figure {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    cpSync(join(root, 'out/main'), join(folder, 'main'), { recursive: true });
    const electron = join(folder, 'node_modules/electron');
    mkdirSync(electron, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(electron, 'package.json'), '{"type":"module","main":"index.js"}');
    writeFileSync(join(electron, 'index.js'), emptyElectron);
    const empty = processTime(['-e', '0']);
    const loaded = processTime([join(folder, 'main/index.js')]);
    return {
      what: 'main bundle, whole Node process (median)',
      measured: ms(loaded),
      budget: '≤ 70 ms',
      floor: `empty Node ${ms(empty)}`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files that index.html asks for at once: its scripts, styles and what those preload. */
function firstLoad(): Figure {
  const folder = join(root, 'out/renderer');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? '',
  );
  const gzip = (file: string): number => gzipSync(readFileSync(join(folder, file))).length;
  const first = named.reduce((sum, file) => sum + gzip(file), gzipSync(html).length);
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
  return [mainBundle(), firstLoad()];
}
