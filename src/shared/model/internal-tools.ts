// Separate from the schemas, so that a window does not load what only main uses.

/** Sources that accompany the others; people do not switch them. */
export const internalSources = ['results', 'search'] as const;
export type InternalSource = (typeof internalSources)[number];

/** The key of the tool that finds deferred tools. */
export const searchToolKey = 'search/tool_search';
