import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Bundles the current main and the threads it starts into `folder`. Returns the bundle's entry. */
export async function bundleMain(folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        input: {
          index: join(root, 'src/main/index.ts'),
          'library-worker': join(root, 'src/main/search/worker.ts'),
          'reading-thread': join(root, 'src/main/store/conversations/reading/reading-thread.ts'),
          'import-thread': join(root, 'src/main/transfer/import/understanding-thread.ts'),
        },
        output: { entryFileNames: '[name].js', format: 'es' },
      },
    },
  });
  return join(folder, 'index.js');
}
