type Listener = (...args: readonly unknown[]) => void;

/** The part of Node's `events` available to a sandboxed preload. */
export interface PageEmitter {
  on(name: string, listener: Listener): PageEmitter;
  once(name: string, listener: Listener): PageEmitter;
  off(name: string, listener: Listener): PageEmitter;
  addListener(name: string, listener: Listener): PageEmitter;
  removeListener(name: string, listener: Listener): PageEmitter;
  removeAllListeners(name?: string): PageEmitter;
  listenerCount(name: string): number;
  listeners(name: string): Listener[];
  emit(name: string, ...args: readonly unknown[]): boolean;
}

/** Runs in the page, as the source text of this one function. */
export function createEmitterClass(): new () => PageEmitter {
  return class EventEmitter implements PageEmitter {
    readonly #entries = new Map<
      string,
      { readonly listener: Listener; readonly run: Listener }[]
    >();

    on(name: string, listener: Listener): this {
      this.#add(name, listener, listener);
      return this;
    }

    once(name: string, listener: Listener): this {
      this.#add(name, listener, (...args) => {
        this.off(name, listener);
        Reflect.apply(listener, this, args);
      });
      return this;
    }

    off(name: string, listener: Listener): this {
      const entries = this.#entries.get(name) ?? [];
      const at = entries.findLastIndex((entry) => entry.listener === listener);
      if (at >= 0) this.#entries.set(name, entries.toSpliced(at, 1));
      return this;
    }

    addListener(name: string, listener: Listener): this {
      return this.on(name, listener);
    }

    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener);
    }

    removeAllListeners(name?: string): this {
      if (name === undefined) this.#entries.clear();
      else this.#entries.delete(name);
      return this;
    }

    listenerCount(name: string): number {
      return this.#entries.get(name)?.length ?? 0;
    }

    listeners(name: string): Listener[] {
      return (this.#entries.get(name) ?? []).map((entry) => entry.listener);
    }

    emit(name: string, ...args: readonly unknown[]): boolean {
      const entries = this.#entries.get(name) ?? [];
      for (const entry of entries) Reflect.apply(entry.run, this, args);
      return entries.length > 0;
    }

    #add(name: string, listener: Listener, run: Listener): void {
      this.#entries.set(name, [...(this.#entries.get(name) ?? []), { listener, run }]);
    }
  };
}
