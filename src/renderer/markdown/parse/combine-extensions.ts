import type { Construct, Extension, NormalizedExtension } from 'micromark-util-types';

/**
 * Replaces the package `micromark-util-combine-extensions` in the window, with the same result. The
 * package combines the whole syntax again for each text that the library reads, and an answer is
 * thousands of texts. Here, the same extensions are combined once.
 */

/** The result for the extensions so far, in their order. */
interface Known {
  readonly next: WeakMap<Extension, Known>;
  combined: NormalizedExtension | null;
}

const nothing = (): Known => ({ next: new WeakMap(), combined: null });
const known = nothing();

/** Values of a hook by character: constructs, or names of some. */
type Hook = Record<string, unknown[]>;

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return value === undefined || value === null ? [] : [value];
}

const isAfter = (value: unknown): boolean => (value as Construct).add === 'after';

/** Puts the values before those that are there, except those that ask to come after. */
function merged(there: readonly unknown[], more: readonly unknown[]): unknown[] {
  return [
    ...more.filter((value) => !isAfter(value)),
    ...there,
    ...more.filter((value) => isAfter(value)),
  ];
}

function combine(extensions: readonly Extension[]): NormalizedExtension {
  const all: Record<string, Hook> = {};
  for (const extension of extensions) {
    for (const [name, values] of Object.entries(extension)) {
      const hook = (all[name] ??= {});
      for (const [code, value] of Object.entries(values ?? {})) {
        hook[code] = merged(hook[code] ?? [], listOf(value));
      }
    }
  }
  return all;
}

/** Combines extensions into one. The result is shared by all calls with the same extensions. */
export function combineExtensions(extensions: readonly Extension[]): NormalizedExtension {
  let place = known;
  for (const extension of extensions) {
    let next = place.next.get(extension);
    if (next === undefined) {
      next = nothing();
      place.next.set(extension, next);
    }
    place = next;
  }
  place.combined ??= combine(extensions);
  return place.combined;
}

/** The package exports this for compilers to HTML, which Parley does not use. */
export function combineHtmlExtensions(): never {
  throw new Error('The window makes no HTML of Markdown.');
}
