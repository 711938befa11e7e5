/** Stands in for the package `@ungap/structured-clone` in the window: the browser has one of its own. */
// oxlint-disable-next-line import/no-default-export -- As the package does.
export default globalThis.structuredClone;
