// Separate from the schemas, so that a window does not load what only main uses.

/** Context windows that are believed (tokens). */
export const minContext = 256;
export const maxContext = 100_000_000;

/** Tools that a provider runs itself, over the Responses API. */
export const providerTools = ['web_search', 'image_generation'] as const;
export type ProviderTool = (typeof providerTools)[number];
