import * as z from 'zod';

/** Where tools come from: one of `builtInSources`, or the id of a tool server. */
export const toolSourceSchema = z.string().min(1).max(100);

/** A tool, as permissions and conversations name it: `<source>/<its own name>`. */
export const toolKeySchema = z.string().min(3).max(500);

/** Which tools a conversation may use. A new source or tool is not among them until the person says so. */
export const toolChoiceSchema = z.object({
  /** Sources that are switched on. */
  on: z.array(toolSourceSchema).max(200),
  /** Tools of those sources that are switched off. */
  off: z.array(toolKeySchema).max(2000),
});
export type ToolChoice = Readonly<z.infer<typeof toolChoiceSchema>>;

/** For conversations and settings that say nothing. */
export const noTools: ToolChoice = { on: [], off: [] };
