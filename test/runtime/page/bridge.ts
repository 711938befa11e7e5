/** One end of the crossing between the page's world and the preload's isolated world. */
export interface BridgeEnd {
  /** Calls a function of the other world by name, synchronously. */
  readonly call: (name: string, ...args: readonly unknown[]) => unknown;
  /** Lets the other world call a function of this one by name. */
  readonly provide: (name: string, action: (...args: readonly unknown[]) => unknown) => void;
}

/**
 * Values cross as with Electron's contextBridge: functions and promises are proxied, errors keep
 * only their message, anything else is copied. The two worlds share only the DOM and no JavaScript
 * objects, so messages travel as the details of synchronous events with random names.
 *
 * Runs in the page, as the source text of this one function.
 */
export function createBridgeEnd(sendTo: string, receiveFrom: string): BridgeEnd {
  type Packed = readonly [kind: string, ...rest: unknown[]];
  // Captured before any script of the page can replace them.
  const target = document;
  const dispatch = target.dispatchEvent.bind(target);
  const Event = CustomEvent;
  const detail = Object.getOwnPropertyDescriptor(Event.prototype, 'detail') ?? {};
  const clone = structuredClone;

  const provided = new Map<string, (...args: readonly unknown[]) => unknown>();
  const owned = new Map<number, { readonly action: Function; uses: number }>();
  const idOf = new WeakMap<Function, number>();
  const remoteIdOf = new WeakMap<Function, number>();
  const settlers = new Map<string, (fulfilled: boolean, value: Packed) => void>();
  let lastId = 0;
  let reply: Packed | null = null;

  const send = (message: readonly unknown[]): void => {
    dispatch(new Event(sendTo, { detail: message }));
  };
  const dropped = new FinalizationRegistry<number>((id) => send(['drop', id]));

  function isCopied(value: object): boolean {
    const tag = Object.prototype.toString.call(value);
    return tag !== '[object Object]' && !Array.isArray(value);
  }

  /** True if a plain copy suffices for everything inside. */
  function isData(value: unknown, seen: Set<object>): boolean {
    if (typeof value === 'function' || typeof value === 'symbol') return false;
    if (typeof value !== 'object' || value === null) return true;
    if (value instanceof Promise || value instanceof Error) return false;
    if (seen.has(value)) return true;
    seen.add(value);
    if (isCopied(value)) return false;
    return Object.values(value).every((item) => isData(item, seen));
  }

  function packPromise(promise: Promise<unknown>): Packed {
    lastId += 1;
    const id = `${sendTo}${lastId}`;
    const settle = (fulfilled: boolean, value: unknown): void => {
      let packed: Packed;
      try {
        packed = pack(value);
      } catch (error) {
        send(['settle', id, false, packError(error)]);
        return;
      }
      send(['settle', id, fulfilled, packed]);
    };
    promise.then(
      (value) => settle(true, value),
      (error: unknown) => settle(false, error),
    );
    return ['promise', id];
  }

  function packError(error: unknown): Packed {
    return ['error', error instanceof Error ? error.message : String(error)];
  }

  function packFunction(action: Function): Packed {
    const remote = remoteIdOf.get(action);
    if (remote !== undefined) return ['yours', remote];
    let id = idOf.get(action);
    if (id === undefined) {
      lastId += 1;
      id = lastId;
      idOf.set(action, id);
    }
    const entry = owned.get(id);
    if (entry) entry.uses += 1;
    else owned.set(id, { action, uses: 1 });
    return ['function', id];
  }

  function packDeep(value: unknown, depth: number): Packed {
    if (depth > 1000) {
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'function') return packFunction(value);
    if (typeof value === 'symbol') return ['data', undefined];
    if (typeof value !== 'object' || value === null) return ['data', value];
    if (value instanceof Promise) return packPromise(value);
    if (value instanceof Error) return packError(value);
    if (Array.isArray(value)) return ['array', value.map((item) => packDeep(item, depth + 1))];
    if (isCopied(value)) {
      try {
        return ['data', clone(value)];
      } catch {
        throw new Error('An object could not be cloned.');
      }
    }
    return [
      'object',
      Object.entries(value).map(([key, item]) => [key, packDeep(item, depth + 1)] as const),
    ];
  }

  function pack(value: unknown): Packed {
    return isData(value, new Set()) ? ['data', value] : packDeep(value, 0);
  }

  function unpack(packed: Packed): unknown {
    const [kind, first] = packed;
    switch (kind) {
      case 'error':
        return new Error(String(first));
      case 'yours':
        return owned.get(Number(first))?.action;
      case 'array':
        return (first as Packed[]).map(unpack);
      case 'object':
        return Object.fromEntries(
          (first as [string, Packed][]).map(([key, item]) => [key, unpack(item)]),
        );
      case 'promise':
        return new Promise((resolve, reject: (reason: unknown) => void) => {
          settlers.set(String(first), (fulfilled, value) => {
            if (fulfilled) resolve(unpack(value));
            else reject(unpack(value));
          });
        });
      case 'function': {
        const id = Number(first);
        const proxy = (...args: unknown[]): unknown => request(['call', id, args.map(pack)]);
        remoteIdOf.set(proxy, id);
        dropped.register(proxy, id);
        return proxy;
      }
      default:
        return first;
    }
  }

  function request(message: readonly unknown[]): unknown {
    reply = null;
    send(message);
    const answer = reply as Packed | null;
    reply = null;
    if (answer === null) throw new Error('An object could not be cloned.');
    if (answer[0] === 'throw') throw unpack(answer[1] as Packed);
    return unpack(answer[1] as Packed);
  }

  function run(action: Function | undefined, args: readonly Packed[]): void {
    let answer: Packed;
    try {
      if (!action) throw new Error('The function is gone.');
      const result: unknown = Reflect.apply(action, undefined, args.map(unpack));
      answer = ['return', pack(result)];
    } catch (error) {
      answer = ['throw', packError(error)];
    }
    send(['reply', answer]);
  }

  target.addEventListener(receiveFrom, (event) => {
    const message = detail.get?.call(event) as readonly unknown[] | null;
    if (message === null) return;
    const [kind, first, second, third] = message;
    switch (kind) {
      case 'reply':
        reply = first as Packed;
        return;
      case 'call':
        run(owned.get(Number(first))?.action, second as Packed[]);
        return;
      case 'named':
        run(provided.get(String(first)), second as Packed[]);
        return;
      case 'settle': {
        const settle = settlers.get(String(first));
        settlers.delete(String(first));
        settle?.(Boolean(second), third as Packed);
        return;
      }
      default: {
        const id = Number(first);
        const entry = owned.get(id);
        if (!entry) return;
        entry.uses -= 1;
        if (entry.uses === 0) {
          owned.delete(id);
          idOf.delete(entry.action);
        }
      }
    }
  });

  return {
    call: (name, ...args) => request(['named', name, args.map(pack)]),
    provide: (name, action) => {
      provided.set(name, action);
    },
  };
}
