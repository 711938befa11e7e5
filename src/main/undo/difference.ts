import { isDeepStrictEqual } from 'node:util';

/** Taking a change back, or making it again. */
export type Direction = 'undo' | 'redo';

type Fields = Readonly<Record<string, unknown>>;
interface Entry {
  readonly id: string;
}
type Entries = readonly Entry[];

/** The difference between two values of plain data. `undefined` is the value of an absent field. */
export type Difference =
  | { readonly kind: 'value'; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, Difference>> }
  | {
      readonly kind: 'entries';
      readonly entries: readonly EntryDifference[];
      /** The list is absent while it has no entries. */
      readonly mayBeAbsent: boolean;
    };

/** An entry of a list that was changed, or that is in one of the two lists, at this place. */
type EntryDifference =
  | { readonly kind: 'changed'; readonly id: string; readonly difference: Difference }
  | { readonly kind: 'removed' | 'added'; readonly entry: Entry; readonly at: number };

/** The value after the change was taken back or made again; null if the data has changed since. */
type Applied = { readonly value: unknown } | null;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntries(value: unknown): value is Entries {
  if (!Array.isArray(value)) return false;
  const ids = new Set(
    value.map((each: unknown) =>
      isFields(each) && typeof each['id'] === 'string' ? each['id'] : null,
    ),
  );
  return !ids.has(null) && ids.size === value.length;
}

function fieldsDifference(before: Fields, after: Fields): Difference | null {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const found = [...names].flatMap((name) => {
    const difference = differenceOf(before[name], after[name]);
    return difference === null ? [] : [[name, difference] as const];
  });
  return found.length === 0 ? null : { kind: 'fields', fields: Object.fromEntries(found) };
}

function entriesDifference(
  before: Entries,
  after: Entries,
  mayBeAbsent: boolean,
): Difference | null {
  const [old, now] = [before, after].map((list) => new Map(list.map((each) => [each.id, each])));
  if (old === undefined || now === undefined) return null;
  const stayed = (list: Entries) =>
    list.map(({ id }) => id).filter((id) => old.has(id) && now.has(id));
  if (!isDeepStrictEqual(stayed(before), stayed(after))) return { kind: 'value', before, after };
  const entries: EntryDifference[] = [];
  for (const [at, entry] of before.entries()) {
    const later = now.get(entry.id);
    if (later === undefined) entries.push({ kind: 'removed', entry, at });
    else {
      const difference = differenceOf(entry, later);
      if (difference !== null) entries.push({ kind: 'changed', id: entry.id, difference });
    }
  }
  for (const [at, entry] of after.entries()) {
    if (!old.has(entry.id)) entries.push({ kind: 'added', entry, at });
  }
  return entries.length === 0 ? null : { kind: 'entries', entries, mayBeAbsent };
}

/** The difference between two values of plain data; null if there is none. */
export function differenceOf(before: unknown, after: unknown): Difference | null {
  if (before === after) return null;
  const [old, now] = [before ?? [], after ?? []];
  const mayBeAbsent = before === undefined || after === undefined;
  if (isEntries(old) && isEntries(now) && !(mayBeAbsent && old.length === now.length)) {
    return entriesDifference(old, now, mayBeAbsent);
  }
  if (isFields(before) && isFields(after)) return fieldsDifference(before, after);
  return isDeepStrictEqual(before, after) ? null : { kind: 'value', before, after };
}

function withFields(
  present: unknown,
  fields: Readonly<Record<string, Difference>>,
  to: Direction,
): Applied {
  if (!isFields(present)) return null;
  const next = new Map(Object.entries(present));
  for (const [name, difference] of Object.entries(fields)) {
    const applied = applyDifference(next.get(name), difference, to);
    if (applied === null) return null;
    if (applied.value === undefined) next.delete(name);
    else next.set(name, applied.value);
  }
  return { value: Object.fromEntries(next) };
}

/** True for an entry that is put back, false for one that is taken out. */
function comes({ kind }: EntryDifference, to: Direction): boolean {
  return kind === (to === 'undo' ? 'removed' : 'added');
}

function withEntry(list: Entries, change: EntryDifference, to: Direction): Entries | null {
  if (change.kind === 'changed') {
    const at = list.findIndex(({ id }) => id === change.id);
    const applied = at === -1 ? null : applyDifference(list[at], change.difference, to);
    // An entry keeps its id, whatever else of it changes.
    return applied === null ? null : list.with(at, applied.value as Entry);
  }
  const { entry, at } = change;
  const found = list.find(({ id }) => id === entry.id);
  if (comes(change, to)) return found === undefined ? list.toSpliced(at, 0, entry) : list;
  if (found === undefined) return list;
  return isDeepStrictEqual(found, entry) ? list.filter((each) => each !== found) : null;
}

function withEntries(
  present: unknown,
  { entries: changes, mayBeAbsent }: Extract<Difference, { kind: 'entries' }>,
  to: Direction,
): Applied {
  const found = present ?? [];
  let list: Entries | null = isEntries(found) ? found : null;
  // Places are those in a list without what is taken out.
  const inOrder = changes.toSorted((a, b) => Number(comes(a, to)) - Number(comes(b, to)));
  for (const change of inOrder) {
    if (list !== null) list = withEntry(list, change, to);
  }
  if (list === null) return null;
  return { value: mayBeAbsent && list.length === 0 ? undefined : list };
}

/**
 * Applies a difference to data that may have changed elsewhere since. What is as wanted already
 * stays; if what would be replaced is not as it was left, the answer is null.
 */
export function applyDifference(present: unknown, difference: Difference, to: Direction): Applied {
  switch (difference.kind) {
    case 'value': {
      const { before, after } = difference;
      const [from, wanted] = to === 'undo' ? [after, before] : [before, after];
      const isAsLeft = isDeepStrictEqual(present, from) || isDeepStrictEqual(present, wanted);
      return isAsLeft ? { value: wanted } : null;
    }
    case 'fields':
      return withFields(present, difference.fields, to);
    case 'entries':
      return withEntries(present, difference, to);
  }
}
