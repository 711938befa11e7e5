import * as z from 'zod';

/** The entry of a backup that lists the others. */
export const manifestName = 'parley-backup.json';
export const manifestVersion = 1;

/** What is in a backup: it is the last entry, for the hashes are known only then. */
export const manifestSchema = z.object({
  format: z.literal('parley-backup'),
  version: z.literal(manifestVersion),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Of the Parley that made it. */
  parley: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      /** Bytes. */
      size: z.number().int().nonnegative(),
      /** Hexadecimal. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
