type Payload = string | Blob | Promise<string | Blob>;

/** Electron's `ClipboardItem`. */
export class ClipboardItem {
  readonly #items: Readonly<Record<string, Payload>>;

  constructor(items: Readonly<Record<string, Payload>>) {
    this.#items = items;
  }

  get types(): string[] {
    return Object.keys(this.#items);
  }

  async getType(type: string): Promise<Blob> {
    const payload = await this.#items[type];
    if (payload === undefined) throw new Error(`The type '${type}' was not found`);
    return typeof payload === 'string' ? new Blob([payload], { type }) : payload;
  }
}

function createClipboard() {
  let data = new Map<string, Blob>();
  return {
    clear: (): void => {
      data = new Map();
    },
    has: (type: string): Promise<boolean> => Promise.resolve(data.has(type)),
    read: (): Promise<ClipboardItem[]> =>
      Promise.resolve(data.size === 0 ? [] : [new ClipboardItem(Object.fromEntries(data))]),
    readText: async (): Promise<string> => (await data.get('text/plain')?.text()) ?? '',
    write: async (items: readonly ClipboardItem[]): Promise<void> => {
      const next = new Map<string, Blob>();
      for (const item of items) {
        for (const type of item.types) next.set(type, await item.getType(type));
      }
      data = next;
    },
    writeText: (text: string): Promise<void> => {
      data = new Map([['text/plain', new Blob([text], { type: 'text/plain' })]]);
      return Promise.resolve();
    },
  };
}

/** Electron's `clipboard`, in memory; the machine's clipboard is left alone. */
export const clipboard = { ...createClipboard(), selection: createClipboard() };
