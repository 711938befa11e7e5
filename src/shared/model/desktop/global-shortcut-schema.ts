import * as z from 'zod';
import { canBeGlobal } from './global-shortcut.ts';

/** The shortcut of the quick window; '' for none. */
export const globalShortcutSchema = z
  .string()
  .max(60)
  .refine((accelerator) => accelerator === '' || canBeGlobal(accelerator));
