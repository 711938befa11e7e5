import * as z from 'zod';

/** A source of tools: one of `builtInSources` or the id of a tool server. */
export const toolSourceSchema = z.string().min(1).max(100);

/** A tool's key in permissions and conversations: `<source>/<its own name>`. */
export const toolKeySchema = z.string().min(3).max(500);

/**
 * The tools that a conversation may use. A new source is not included until the person enables it.
 */
export const toolChoiceSchema = z.object({
  /** Enabled sources. */
  on: z.array(toolSourceSchema).max(200),
  /** Disabled tools of those sources. */
  off: z.array(toolKeySchema).max(2000),
});
export type ToolChoice = Readonly<z.infer<typeof toolChoiceSchema>>;

/** The default of conversations and settings. */
export const noTools: ToolChoice = { on: [], off: [] };
