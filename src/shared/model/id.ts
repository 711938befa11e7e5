import * as z from 'zod';

/** A UUID (v7, made by main). The pattern also makes it safe as a file name. */
export const idSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export type Id = z.infer<typeof idSchema>;
