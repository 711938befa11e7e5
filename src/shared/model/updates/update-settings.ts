import * as z from 'zod';

/** What is remembered of updates, on this machine. */
export const updateSettingsSchema = z.looseObject({
  /** Whether Parley looks for updates by itself; null if the person has not been asked. */
  isAutomatic: z.boolean().nullable(),
  /** When the feed was last read (ms since the epoch). */
  checkedAt: z.number().nullable(),
  /** The version that is not to be offered; '' for none. */
  skipped: z.string().max(40),
  /** The version for which Parley has ended last, to install it; '' for none. */
  attempted: z.string().max(40).default(''),
  /** When the newest list that was seen was signed, as an ISO date; '' for none. */
  newestSeen: z.string().max(40),
  /** The place of this installation in staged rollouts, 0 to 99; null before the first check. */
  place: z.number().int().min(0).max(99).nullable(),
});
export type UpdateSettings = Readonly<z.infer<typeof updateSettingsSchema>>;

/** Before anything is known. */
export const noUpdateSettings: UpdateSettings = {
  isAutomatic: null,
  checkedAt: null,
  skipped: '',
  attempted: '',
  newestSeen: '',
  place: null,
};
