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

/**
 * `resources/third-party-notices.json`, written by scripts/notices.ts. Many packages have the same
 * text, to the letter; each is there once, and packages name it by its number.
 */
export const noticesSchema = z
  .object({
    texts: z.array(z.string()),
    packages: z.array(packageNoticeSchema.extend({ text: z.number().int().nonnegative() })),
  })
  .transform(({ texts, packages }): readonly PackageNotice[] =>
    packages.map((each) => ({ ...each, text: texts[each.text] ?? '' })),
  );
