import * as z from 'zod';

/** A package included in Parley, with the notices its licence requires. */
export const packageNoticeSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** An SPDX expression. */
  licence: z.string(),
  text: z.string(),
});
export type PackageNotice = Readonly<z.infer<typeof packageNoticeSchema>>;

/** `resources/third-party-notices.json`, written by scripts/notices.ts. */
export const noticesSchema = z.object({ packages: z.array(packageNoticeSchema) });
