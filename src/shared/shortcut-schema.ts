import * as z from 'zod';
import { refusalAnywhere } from './shortcut-conflicts.ts';

/** The most shortcuts that are kept, those of actions of a newer Parley among them. */
const maxChanges = 500;

/** A shortcut that the person has changed: an accelerator, or null for none. */
export const shortcutChangeSchema = z
  .string()
  .max(60)
  .refine((accelerator) => refusalAnywhere(accelerator) === null)
  .nullable();

/** The changed shortcuts, by action; those of unknown actions stay. */
export const shortcutChangesSchema = z
  .record(z.string().max(60), shortcutChangeSchema)
  .refine((changes) => Object.keys(changes).length <= maxChanges)
  .readonly();
