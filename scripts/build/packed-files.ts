import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';
import { packedEnding } from '../../src/main/disk/packed-ending.ts';

/** A chunk of a bundle, as much of it as is needed here. */
export interface PackableChunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly moduleIds: readonly string[];
  /** Names of files. */
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** Smaller files are not worth it. */
const smallest = 4096;

/** Says which chunks only rare modules need; chunks with rare modules are among them. */
export function rareChunks(
  chunks: readonly PackableChunk[],
  isRare: (moduleId: string) => boolean,
): readonly PackableChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const usual = new Set<PackableChunk>();
  const waiting = chunks.filter(({ isEntry }) => isEntry);
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (usual.has(chunk) || chunk.moduleIds.some(isRare)) continue;
    usual.add(chunk);
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = byName.get(name);
      if (next !== undefined) waiting.push(next);
    }
  }
  // A chunk that is loaded together with a usual one can neither be packed nor come late.
  for (const { fileName, imports } of usual) {
    const bad = imports.find((name) => byName.get(name)?.moduleIds.some(isRare));
    if (bad !== undefined) throw new Error(`${fileName} needs ${bad}, which is to be rare`);
  }
  return chunks.filter((chunk) => !usual.has(chunk));
}

/** Compresses as far as it goes, or takes the result of an earlier build. Returns the file in `cache`. */
async function compressed(bytes: Buffer, cache: string): Promise<{ name: string; bytes: Buffer }> {
  const quality = constants.BROTLI_MAX_QUALITY;
  const name = createHash('sha256')
    .update(`${process.versions.brotli} ${quality} `)
    .update(bytes)
    .digest('hex');
  const file = join(cache, name);
  if (existsSync(file)) {
    const found = readFileSync(file);
    if (brotliDecompressSync(found).equals(bytes)) return { name, bytes: found };
  }
  const packed = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  if (!brotliDecompressSync(packed).equals(bytes)) throw new Error('Brotli lost something');
  writeFileSync(file, packed);
  return { name, bytes: packed };
}

/** How the files of a bundle are packed. */
export interface Packing {
  readonly bundle: 'main' | 'renderer';
  readonly root: string;
  /** Modules that are rarely needed. What only they load is packed with them. */
  readonly isRare: (moduleId: string) => boolean;
  /** Whether entries may be packed. Those of main are started by their path. */
  readonly packsEntries: boolean;
  /** Whether files name packed ones with the ending. Node does not look for another name. */
  readonly namesEnding: boolean;
}

/**
 * Stores files that are rarely needed compressed by Brotli, `name.js` as `name.js.br`: they would be
 * half of the program. The window gets them from src/main/electron/pages/renderer-files.ts, main
 * through src/main/disk/packed-ending.ts. WebAssembly is packed in any case. What takes long is
 * kept in `.cache`. Not while developing.
 */
export function packedFiles(packing: Packing): Plugin {
  const { bundle, root, isRare, packsEntries, namesEnding } = packing;
  let isOn = true;

  /** Puts the new names of `packed` files into all others. */
  function rename(folder: string, names: readonly string[], packed: readonly string[]): void {
    const bases = packed.map((name) => name.replace(/^.*\//, '').replaceAll('.', String.raw`\.`));
    const imported = new RegExp(`(?<=/)(?:${bases.join('|')})(?=["'\`])`, 'g');
    for (const name of names) {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      const renamed = text.replace(imported, (base) => base + packedEnding);
      if (renamed !== text) writeFileSync(file, renamed);
    }
  }

  return {
    name: 'parley:packed-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      isOn = config.mode !== 'development';
    },
    async writeBundle({ dir }, outputs) {
      if (!isOn || dir === undefined) return;
      const files = Object.values(outputs);
      const chunks = files.filter((file) => file.type === 'chunk');
      const names = [
        ...rareChunks(chunks, isRare)
          .filter(({ isEntry }) => packsEntries || !isEntry)
          .map(({ fileName }) => fileName),
        ...files.map(({ fileName }) => fileName).filter((name) => name.endsWith('.wasm')),
      ].filter((name) => statSync(join(dir, name)).size >= smallest);
      if (namesEnding && names.length > 0) {
        rename(
          dir,
          chunks.map(({ fileName }) => fileName),
          names,
        );
      }
      const cache = join(root, '.cache', 'packed', bundle);
      mkdirSync(cache, { recursive: true });
      const kept = await Promise.all(
        names.map(async (name) => {
          const file = join(dir, name);
          const packed = await compressed(readFileSync(file), cache);
          writeFileSync(file + packedEnding, packed.bytes);
          rmSync(file);
          return packed.name;
        }),
      );
      for (const name of readdirSync(cache)) {
        if (!kept.includes(name)) rmSync(join(cache, name));
      }
    },
  };
}
