import * as z from 'zod';

/** A package that is in Parley, with what its licence asks to be passed on. */
export const packageNoticeSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** An SPDX expression. */
  licence: z.string(),
  text: z.string(),
});
export type PackageNotice = Readonly<z.infer<typeof packageNoticeSchema>>;

/** `resources/third-party-notices.json`, which scripts/notices.ts writes. */
export const noticesSchema = z.object({ packages: z.array(packageNoticeSchema) });
