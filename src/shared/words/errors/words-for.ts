import type * as z from 'zod';

type Table = Readonly<Record<string, { readonly params: () => z.ZodType }>>;

/** The parameters of one code of a table. */
export type ParamsIn<T extends Table, C extends keyof T> = Readonly<
  z.infer<ReturnType<T[C]['params']>>
>;

/**
 * The codes of a table whose sentence takes more than their parameters: another message for some
 * values, or an argument that is worded first.
 */
export type WordsFor<T extends Table> = {
  readonly [C in keyof T]?: (params: ParamsIn<T, C>) => string;
};
