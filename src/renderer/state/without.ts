import type { Id } from '../../shared/model/conversation.ts';

/** A record without one entry. */
export function without<T>(
  record: Readonly<Record<string, T>>,
  id: Id,
): Readonly<Record<string, T>> {
  const { [id]: _gone, ...rest } = record;
  return rest;
}

/** A set without one id; the same set if it has none. */
export function withoutMember(ids: ReadonlySet<Id>, id: Id): ReadonlySet<Id> {
  if (!ids.has(id)) return ids;
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}

/** A set without some ids; the same set if it has none of them. */
export function withoutMembers(ids: ReadonlySet<Id>, gone: ReadonlySet<Id>): ReadonlySet<Id> {
  if (![...ids].some((id) => gone.has(id))) return ids;
  return new Set([...ids].filter((id) => !gone.has(id)));
}

/** A record without some entries. */
export function withoutKeys<T>(
  record: Readonly<Record<string, T>>,
  gone: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
}
