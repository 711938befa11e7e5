/** A page that is read part by part is not fetched for each; then it is new again. ms, and how many. */
const rememberedMs = 5 * 60_000;
const mostPages = 8;

/** Remembers the pages that were read last. */
export interface PageMemory<T> {
  /** A page by its key; read anew for its first part, so that reading it again gives what is there now. */
  get(key: string, part: number, read: () => Promise<T>): Promise<T>;
}

/** Makes an empty one. */
export function createPageMemory<T>(now: () => number = Date.now): PageMemory<T> {
  const pages = new Map<string, { readonly at: number; readonly page: T }>();
  return {
    async get(key, part, read) {
      const known = pages.get(key);
      if (part > 1 && known !== undefined && now() - known.at < rememberedMs) return known.page;
      const page = await read();
      pages.delete(key);
      pages.set(key, { at: now(), page });
      const [oldest] = pages.keys();
      if (pages.size > mostPages && oldest !== undefined) pages.delete(oldest);
      return page;
    },
  };
}
