import { createValue } from '../page/value.ts';

/** True while the question is open whom to compare. */
export const compareShown = createValue(false);
