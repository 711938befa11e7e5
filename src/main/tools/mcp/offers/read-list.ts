import type { Client } from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { OfferList } from '../../../../shared/model/tool-sources/offers.ts';

/** Limits of one list. A faulty server's list may be endless. */
const maxPages = 50;
const maxItems = 1000;

/** Only the outer structure is validated, so that an invalid item does not discard the others. */
const pageSchema = z.looseObject({ nextCursor: z.string().nullish() });
const rawSchema = z.array(z.unknown());

/** A list of the protocol. */
export interface ListKind<T> {
  readonly method: 'prompts/list' | 'resources/list' | 'resources/templates/list';
  /** The field of a page that contains its items. */
  readonly field: 'prompts' | 'resources' | 'resourceTemplates';
  /** Parses an item; null if it cannot be used. */
  readonly parse: (raw: unknown) => T | null;
  readonly keyOf: (item: T) => string;
}

/** Reads a list up to its limits. Throws the SDK's errors. */
export async function readList<T>(
  client: Client,
  { method, field, parse, keyOf }: ListKind<T>,
  options: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<OfferList<T>> {
  const items = new Map<string, T>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const read = await client.request(
      { method, ...(cursor === undefined ? {} : { params: { cursor } }) },
      pageSchema,
      options,
    );
    for (const raw of rawSchema.catch([]).parse(read[field])) {
      const item = parse(raw);
      if (item === null || items.has(keyOf(item))) continue;
      if (items.size >= maxItems) return { items: [...items.values()], isCut: true };
      items.set(keyOf(item), item);
    }
    const { nextCursor } = read;
    // Some servers end the list with '', and some repeat the last page.
    if (nextCursor === undefined || nextCursor === null || nextCursor === '')
      return { items: [...items.values()], isCut: false };
    if (cursors.has(nextCursor)) return { items: [...items.values()], isCut: false };
    cursors.add(nextCursor);
    cursor = nextCursor;
  }
  return { items: [...items.values()], isCut: true };
}
