import * as z from 'zod';

/** The key of the tool that reads pages, as in permissions. */
export const readPageKey = 'web/read_page';

/** Data about a web result, stored as the JSON of its `structured` content. */
export const webResultSchema = z.discriminatedUnion('kind', [
  /** A page that was read. Answers cite it by its number, which is unique in the conversation. */
  z.object({
    kind: z.literal('page'),
    number: z.number().int().positive(),
    url: z.string(),
    title: z.string(),
  }),
  z.object({
    kind: z.literal('search'),
    query: z.string(),
    results: z.array(
      z.object({
        title: z.string(),
        url: z.string(),
        snippet: z.string(),
        published: z.string().nullable(),
      }),
    ),
  }),
]);
export type WebResult = Readonly<z.infer<typeof webResultSchema>>;
