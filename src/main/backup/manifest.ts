import * as z from 'zod';

/** The entry of a backup that lists the others. */
export const manifestName = 'parley-backup.json';
export const manifestVersion = 1;

/** The contents of a backup. It is the last entry, because the hashes are known only then. */
export const manifestSchema = z.object({
  format: z.literal('parley-backup'),
  version: z.literal(manifestVersion),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** The version of Parley that made the backup. */
  parley: z.string(),
  /** The form of the library, if it can go back to this; see `versions/library-mark.ts`. */
  library: z.number().int().positive().optional(),
  files: z.array(
    z.object({
      name: z.string(),
      /** In bytes. */
      size: z.number().int().nonnegative(),
      /** Hexadecimal. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
