/**
 * `npm run bench`: prints figures, asserts nothing. The machine should have nothing else to do.
 * `npm run bench -- start streaming` measures only what is named.
 */
import { measureApi } from './api.ts';
import { measureReading } from './reading.ts';
import { measureLibrary } from './library.ts';
import { benchRendering } from './render/run.ts';
import { measureSearch } from './search.ts';
import { emptyNode, measureStartUp } from './start-up.ts';
import { measureStore } from './store.bench.ts';
import { measureStreaming } from './streaming.ts';
import { ms, printTable } from './table.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  start: async () => printTable('start', measureStartUp()),
  streaming: async () => printTable('streaming', await measureStreaming()),
  reading: async () => printTable('reading', await measureReading()),
  store: async () => printTable('store', await measureStore()),
  api: async () => printTable('api', await measureApi()),
  search: async () => printTable('search', await measureSearch()),
  library: async () => printTable('library', await measureLibrary()),
  render: async () => {
    await benchRendering({});
  },
};

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = named.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(1);
}
console.log(`Empty Node takes ${ms(emptyNode())} here; the budgets were set where it takes 31 ms.`);
for (const [name, measure] of Object.entries(benches)) {
  if (named.length === 0 || named.includes(name)) await measure();
}
