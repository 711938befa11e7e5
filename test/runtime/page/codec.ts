/** Converts values to text and back like V8's structured clone. */
export interface Codec {
  /** Throws Electron's error if the value contains something that cannot be cloned. */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Used by both ends of IPC. It also runs in the page as the source text of this one function, so it
 * must not use anything declared outside.
 *
 * Plain JSON data travels as JSON after the letter `j`. Anything else (undefined, NaN, Date, Map,
 * typed arrays, shared references, cycles …) travels after the letter `x` as a tree in which every
 * object is an array that starts with a tag.
 */
export function createCodec(): Codec {
  type Tagged = unknown;
  const cannotClone = () => new Error('An object could not be cloned.');
  const typedArrays: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errorTypes: Record<string, new (message: string) => Error> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };

  /** True if JSON preserves the value. An object that occurs twice would lose its identity. */
  function isJson(value: unknown, seen: Set<object>): boolean {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
    if (typeof value !== 'object') return false;
    if (seen.has(value)) return false;
    seen.add(value);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        if (!isJson(value[index], seen)) return false;
      }
      return true;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    for (const key of Object.keys(value)) {
      if (!isJson((value as Record<string, unknown>)[key], seen)) return false;
    }
    return true;
  }

  function bytesToText(bytes: Uint8Array): string {
    let binary = '';
    for (let at = 0; at < bytes.length; at += 0x80_00) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 0x80_00));
    }
    return btoa(binary);
  }

  function textToBytes(text: string): Uint8Array<ArrayBuffer> {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  }

  function tag(value: unknown, seen: Map<object, number>): Tagged {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    if (value === undefined) return ['u'];
    if (typeof value === 'bigint') return ['i', String(value)];
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return ['n', Object.is(value, -0) ? '-0' : String(value)];
    }
    if (typeof value !== 'object') throw cannotClone();
    const known = seen.get(value);
    if (known !== undefined) return ['@', known];
    seen.set(value, seen.size);
    if (Array.isArray(value)) {
      return ['a', value.length, Object.entries(value).map(([k, v]) => [k, tag(v, seen)])];
    }
    if (value instanceof Date) return ['d', tag(value.getTime(), seen)];
    if (value instanceof RegExp) return ['r', value.source, value.flags];
    if (value instanceof Map) {
      return ['m', [...value].map(([k, v]) => [tag(k, seen), tag(v, seen)])];
    }
    if (value instanceof Set) return ['s', [...value].map((v) => tag(v, seen))];
    if (value instanceof ArrayBuffer) return ['B', bytesToText(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return ['T', Object.prototype.toString.call(value).slice(8, -1), bytesToText(bytes)];
    }
    if (value instanceof Error) {
      const cause = 'cause' in value ? [tag(value.cause, seen)] : [];
      return ['e', value.name, value.message, String(value.stack), cause];
    }
    if (/^\[object (?:Boolean|Number|String)\]$/.test(Object.prototype.toString.call(value))) {
      return ['p', tag(value.valueOf(), seen)];
    }
    return ['o', Object.entries(value).map(([k, v]) => [k, tag(v, seen)])];
  }

  function untag(tree: Tagged, seen: object[]): unknown {
    if (!Array.isArray(tree)) return tree;
    const [kind, first, second, third, fourth] = tree as [string, ...unknown[]];
    const keep = <T extends object>(object: T): T => {
      seen.push(object);
      return object;
    };
    const define = (object: object, entries: unknown): object => {
      for (const [key, item] of entries as [string, Tagged][]) {
        Object.defineProperty(object, key, {
          value: untag(item, seen),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
      return object;
    };
    switch (kind) {
      case 'u':
        return undefined;
      case 'n':
        return Number(first);
      case 'i':
        return BigInt(String(first));
      case '@':
        return seen[Number(first)];
      case 'a':
        // The length first, because trailing holes have no entry.
        return define(keep(Object.assign([], { length: Number(first) })), second);
      case 'd':
        return keep(new Date(Number(untag(first, seen))));
      case 'r':
        return keep(new RegExp(String(first), String(second)));
      case 'm': {
        const map = keep(new Map());
        for (const [k, v] of first as [Tagged, Tagged][]) map.set(untag(k, seen), untag(v, seen));
        return map;
      }
      case 's': {
        const set = keep(new Set());
        for (const v of first as Tagged[]) set.add(untag(v, seen));
        return set;
      }
      case 'B':
        return keep(textToBytes(String(first)).buffer);
      case 'T': {
        const Type = typedArrays[String(first)] ?? Uint8Array;
        return keep(new Type(textToBytes(String(second)).buffer));
      }
      case 'e': {
        const error = keep(new (errorTypes[String(first)] ?? Error)(String(second)));
        Object.defineProperty(error, 'stack', {
          value: third,
          configurable: true,
          writable: true,
        });
        const cause = fourth as Tagged[];
        if (cause.length > 0) error.cause = untag(cause[0], seen);
        return error;
      }
      case 'p':
        return keep(new Object(untag(first, seen)) as object);
      default:
        return define(keep({}), first);
    }
  }

  return {
    encode(value) {
      if (isJson(value, new Set())) return 'j' + JSON.stringify(value);
      let copy: unknown;
      try {
        copy = structuredClone(value);
      } catch {
        throw cannotClone();
      }
      return 'x' + JSON.stringify(tag(copy, new Map()));
    },
    decode(text) {
      const tree: unknown = JSON.parse(text.slice(1));
      return text.startsWith('j') ? tree : untag(tree, []);
    },
  };
}
