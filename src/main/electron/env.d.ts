/** Set by the build. */
interface ImportMeta {
  readonly env: {
    /** True only under `npm run dev`. */
    readonly DEV: boolean;
    /** Where updates are and who signs them, from publisher.json; null for nowhere. */
    readonly PARLEY_FEED: { readonly url: string; readonly keys: readonly string[] } | null;
  };
}
