/** `npm run bench`: prints figures, asserts nothing. The machine should have nothing else to do. */
import { measureApi } from './api.ts';
import { measureSearch } from './search.ts';
import { measureStartUp } from './start-up.ts';
import { measureStore } from './store.bench.ts';
import { measureStreaming } from './streaming.ts';
import { printTable } from './table.ts';

printTable('start', measureStartUp());
printTable('streaming', await measureStreaming());
printTable('store', await measureStore());
printTable('api', await measureApi());
printTable('search', await measureSearch());
