import { isDeepStrictEqual } from 'node:util';
import { isObject } from './fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of items with an `id` are merged by it, like objects. */
function byId(value: unknown): ReadonlyMap<string, unknown> | null {
  if (!Array.isArray(value)) return null;
  const items = new Map<string, unknown>();
  for (const item of value as readonly unknown[]) {
    if (!isObject(item) || typeof item['id'] !== 'string') return null;
    items.set(item['id'], item);
  }
  return items;
}

function mergeValue(base: unknown, ours: unknown, theirs: unknown): unknown {
  if (isDeepStrictEqual(ours, base)) return theirs;
  if (isDeepStrictEqual(theirs, base) || isDeepStrictEqual(theirs, ours)) return ours;
  if (isObject(ours) && isObject(theirs)) {
    return mergeFields(isObject(base) ? base : {}, ours, theirs);
  }
  const [ourItems, theirItems] = [byId(ours), byId(theirs)];
  if (ourItems === null || theirItems === null) return ours;
  const merged = mergeFields(
    Object.fromEntries(byId(base) ?? []),
    Object.fromEntries(ourItems),
    Object.fromEntries(theirItems),
  );
  return Object.values(merged);
}

/**
 * Three-way merge of a document; `base` is what both sides started from. A value that only one side
 * changed is taken from that side; where both changed the same value, `ours` wins. Objects, and
 * lists of items with an `id`, are merged recursively.
 */
export function mergeFields(base: Fields, ours: Fields, theirs: Fields): Fields {
  const merged: [string, unknown][] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const inOurs = Object.hasOwn(ours, name);
    const inTheirs = Object.hasOwn(theirs, name);
    if (inOurs && inTheirs) {
      merged.push([name, mergeValue(base[name], ours[name], theirs[name])]);
    } else if (inOurs) {
      // They deleted it; it stays only if we have changed it since.
      if (!Object.hasOwn(base, name) || !isDeepStrictEqual(ours[name], base[name])) {
        merged.push([name, ours[name]]);
      }
    } else if (!Object.hasOwn(base, name) || !isDeepStrictEqual(theirs[name], base[name])) {
      merged.push([name, theirs[name]]);
    }
  }
  return Object.fromEntries(merged);
}
