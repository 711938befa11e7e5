import * as z from 'zod';
import {
  maxHits,
  type Folder,
  type LibraryStatistics,
  type SearchAnswer,
} from '../model/library.ts';
import type { MonthSpent } from '../model/spending/ledger.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** Commands about all conversations together. */
export const libraryCommands = {
  /** A newer search supersedes earlier ones. The query language is documented in docs/search.md. */
  'library.search': {
    input: z.object({
      query: z.string().max(1000),
      limit: z.number().int().min(1).max(maxHits),
    }),
    output: typed<SearchAnswer>(),
  },
  'library.folders': { input: nothing, output: typed<readonly Folder[]>() },
  /** The cost of all requests of this month. */
  'library.spent': { input: nothing, output: typed<MonthSpent>() },
  /** Main asks for the destination of a CSV file. False if the person chose none. */
  'library.exportUsage': { input: nothing, output: typed<boolean>() },
  'library.statistics': { input: nothing, output: typed<LibraryStatistics>() },
} as const;
