import type * as z from 'zod';

type Table = Readonly<Record<string, { readonly params: () => z.ZodType }>>;

/** The parameters of one code of a table. */
export type ParamsIn<T extends Table, C extends keyof T> = Readonly<
  z.infer<ReturnType<T[C]['params']>>
>;

/** One sentence per code of a table, made from its parameters. */
export type WordsFor<T extends Table> = {
  readonly [C in keyof T]: (params: ParamsIn<T, C>) => string;
};
