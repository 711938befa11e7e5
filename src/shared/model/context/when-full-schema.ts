import * as z from 'zod';
import { whenFullOptions } from './room.ts';

/** See {@link whenFullOptions}. */
export const whenFullSchema = z.enum(whenFullOptions);
