/** Main as a child process without a window: `node child.ts <main bundle>`; see electron.ts. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const electron = JSON.stringify(new URL('electron.ts', import.meta.url).href);
const source = `import * as all from ${electron}; export * from ${electron}; export default all;`;
const url = `data:text/javascript,${encodeURIComponent(source)}`;
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron' ? { url, shortCircuit: true } : nextResolve(specifier, context),
});

const [, , bundle = ''] = process.argv;
await import(pathToFileURL(bundle).href);
