/**
 * How long a page is cached, in ms, and how many pages. A page read part by part is fetched once.
 */
const rememberedMs = 5 * 60_000;
const maxPages = 8;

/** Caches the most recently read pages. */
export interface PageMemory<T> {
  /**
   * Returns a page by its key. The first part is always fetched, so that rereading a page returns
   * its current content.
   */
  get(key: string, part: number, read: () => Promise<T>): Promise<T>;
}

/** Creates an empty cache. */
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
      if (pages.size > maxPages && oldest !== undefined) pages.delete(oldest);
      return page;
    },
  };
}
