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

/** What stands between the parts of a text in {@link noticesSchema}. */
export const betweenParts = '\n\n';

/**
 * `resources/third-party-notices.json`, written by scripts/notices.ts. Licences are the same but for
 * a line or two, so each part of them is there once, to the letter; a text is the numbers of its
 * parts.
 */
export const noticesSchema = z
  .object({
    parts: z.array(z.string()),
    packages: z.array(packageNoticeSchema.extend({ text: z.array(z.number().int()) })),
  })
  .transform(({ parts, packages }): readonly PackageNotice[] =>
    packages.map((each) => ({
      ...each,
      text: each.text.map((number) => parts[number] ?? '').join(betweenParts),
    })),
  );
