// Separate from the schemas, so that a window does not load what only main uses.

/** Sources of built-in tools, named after what they reach. Conversations store these names. */
export const builtInSources = ['web', 'attachments', 'history', 'time', 'calculator'] as const;
export type BuiltInSource = (typeof builtInSources)[number];

/** Returns whether a source is built in; the others are ids of servers. */
export function isBuiltInSource(source: string): source is BuiltInSource {
  return builtInSources.some((each) => each === source);
}
