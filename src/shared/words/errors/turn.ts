import type { turnCodes } from '../../model/error-codes/turn.ts';
import { costLimitWords } from '../limit-words.ts';
import type { WordsFor } from './words-for.ts';

export const turnWords = { cost_limit: costLimitWords } satisfies WordsFor<typeof turnCodes>;
