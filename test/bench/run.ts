/** `npm run bench`: prints figures, asserts nothing. Build first; the machine should have nothing else to do. */
import { measureStartUp } from './start-up.ts';
import { printTable } from './table.ts';

printTable('start', measureStartUp());
