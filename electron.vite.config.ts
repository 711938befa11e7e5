import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { bundledPackages } from './scripts/build/bundled-packages.ts';
import { narrowSource } from './scripts/build/narrow-source.ts';
import { packedFiles } from './scripts/build/packed-files.ts';
import { isRareInMain, isRareInWindow } from './scripts/build/rare-modules.ts';
import { packedCatalogues } from './scripts/build/messages/packed-catalogues.ts';
import { soundScripts } from './scripts/build/sound-scripts.ts';
import { smallerTables } from './scripts/build/smaller-tables.ts';
import { withoutElk } from './scripts/build/without-elk.ts';
import { catalogueChunk, splitCatalogues } from './scripts/build/messages/split-catalogues.ts';
import { readPublisher } from './scripts/publisher.ts';
import { isGrammar, splitGrammars } from './scripts/build/split-grammars.ts';

const root = import.meta.dirname;
const { updateFeed, updateKeys } = readPublisher(root);
const feed = updateFeed === null ? null : { url: updateFeed, keys: updateKeys };

/** Packing takes as long as it takes the first time, and is no news. */
const checks = { bundlerTimings: false };

/**
 * Code of a window, and of the packages that it speaks and draws with. Pages of no origin and
 * catalogues are loaded apart.
 */
const isOfFirstLoad =
  /\/src\/(?:renderer|shared)\/(?!language\/locales|sandbox)|intl-messageformat|formatjs|lucide-react/;

/** What main is built from. */
const mainFiles = {
  index: resolve(root, 'src/main/index.ts'),
  // Threads and processes of their own: files that main starts by their path.
  'library-worker': resolve(root, 'src/main/search/worker.ts'),
  'import-thread': resolve(root, 'src/main/transfer/import/understanding-thread.ts'),
  'reading-thread': resolve(root, 'src/main/store/conversations/reading/reading-thread.ts'),
  confined: resolve(root, 'src/main/confined/entry.ts'),
};

/** Main and preload are bundled whole: a packaged app carries no node_modules and starts faster. */
export default defineConfig({
  main: {
    plugins: [
      packedCatalogues(root, Object.values(mainFiles)),
      smallerTables(),
      narrowSource(),
      soundScripts(),
      bundledPackages('main', root),
      packedFiles({
        bundle: 'main',
        root,
        isRare: isRareInMain,
        packsEntries: false,
        namesEnding: true,
      }),
    ],
    define: { 'import.meta.env.PARLEY_FEED': JSON.stringify(feed) },
    // fflate for Node declares a `require`, and so does electron-vite. tiff needs neither.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      // Half the start of main is compiling its source.
      minify: true,
      rolldownOptions: {
        checks,
        input: mainFiles,
      },
    },
  },
  preload: {
    plugins: [bundledPackages('preload', root)],
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rolldownOptions: {
        input: resolve(root, 'src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [
      react(),
      withoutElk(),
      splitGrammars(),
      splitCatalogues(root),
      narrowSource(),
      soundScripts(),
      bundledPackages('renderer', root),
      packedFiles({
        bundle: 'renderer',
        root,
        isRare: isRareInWindow,
        packsEntries: true,
        namesEnding: false,
      }),
    ],
    resolve: {
      alias: {
        // The browser has it, and what Markdown makes needs no more.
        '@ungap/structured-clone': resolve(root, 'src/renderer/markdown/parse/structured-clone.ts'),
        'decode-named-character-reference': resolve(
          root,
          'src/renderer/markdown/parse/character-reference.ts',
        ),
        // The library combines the same syntax for each text that it reads.
        'micromark-util-combine-extensions': resolve(
          root,
          'src/renderer/markdown/parse/combine-extensions.ts',
        ),
      },
    },
    build: {
      outDir: resolve(root, 'out/renderer'),
      // kB: pdf.js comes as one file, for a page of its own.
      chunkSizeWarningLimit: 2000,
      minify: true,
      rolldownOptions: {
        checks,
        input: {
          index: resolve(root, 'src/renderer/index.html'),
          // Pages of no origin, see src/main/electron/pages/protocol.ts.
          diagram: resolve(root, 'src/renderer/sandbox/diagram.html'),
          highlight: resolve(root, 'src/renderer/sandbox/highlight.html'),
          preview: resolve(root, 'src/renderer/sandbox/preview.html'),
          // A window that nobody sees, see src/main/electron/page-drawer.ts.
          'pdf-pages': resolve(root, 'src/renderer/sandbox/pdf-pages.html'),
        },
        output: {
          codeSplitting: {
            groups: [
              // Apart from what changes with every feature; both are small enough to be read in a piece.
              { name: 'react', test: /\/node_modules\/(?:react|react-dom|scheduler)\// },
              // One file for the whole first load: each small file would cost a request.
              {
                name: 'index',
                tags: ['$initial'],
                test: isOfFirstLoad,
                includeDependenciesRecursively: false,
              },
              { name: 'grammars', test: isGrammar },
              { name: catalogueChunk, debugName: 'messages' },
            ],
          },
        },
      },
    },
  },
});
