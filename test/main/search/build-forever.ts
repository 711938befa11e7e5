/** Builds the index of a data folder until it is killed; says `building` once it has begun. */
import { createLibrary } from '../../../src/main/search/library.ts';
import { workerPath } from './support.ts';

const [, , root = ''] = process.argv;
const library = createLibrary({
  root,
  worker: workerPath,
  tell: (state) => {
    if (state.kind === 'building' && state.done > 60) process.stdout.write('building\n');
    if (state.kind === 'ready') process.stdout.write('ready\n');
  },
  report: (error) => {
    throw error;
  },
});
library.start();
// The worker alone would not keep the process.
setInterval(() => undefined, 1000);
