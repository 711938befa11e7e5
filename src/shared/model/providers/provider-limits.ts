// Separate from the schemas, so that a window does not load what only main uses.

/** Limit of headers and query fields per provider. */
export const maxExtras = 32;
/** The most models with a protocol of their own. */
export const maxModelProtocols = 200;
