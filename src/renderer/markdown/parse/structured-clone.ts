/**
 * Replaces the package `@ungap/structured-clone` in the window, because the browser has the
 * function built in.
 */
// oxlint-disable-next-line import/no-default-export -- As the package does.
export default globalThis.structuredClone;
