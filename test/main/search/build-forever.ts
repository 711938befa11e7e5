/** Builds the index of a data folder until it is killed; prints `building` once it has started. */
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
// The worker alone does not keep the process alive.
setInterval(() => undefined, 1000);
