import { asObject, asText, type Json } from '../json.ts';

/** What an item of the output is, as far as Parley reads it. */
export type ItemKind = 'message' | 'reasoning' | 'call' | 'picture' | 'other';

/** A text that grows: a part of a message or of reasoning, or the arguments of a call. */
export interface GrowingPart {
  pieces: string[];
  isOver: boolean;
}

/** An item of the output of one response. */
export interface OutputItem {
  kind: ItemKind | null;
  /** Its place in the output; the order of arrival if the server gives none. */
  readonly index: number;
  readonly parts: Map<string, GrowingPart>;
  /** Set once the item of a call names its tool; its arguments are held until then. */
  call: { readonly id: string; readonly name: string } | null;
  /** A reasoning item as it has to be sent back. */
  replay: Json | null;
  isOver: boolean;
}

/** Finds the kind of an item by its type. */
export function kindOfItem(type: string): ItemKind {
  switch (type) {
    case 'message':
      return 'message';
    case 'reasoning':
      return 'reasoning';
    case 'function_call':
      return 'call';
    case 'image_generation_call':
      return 'picture';
    default:
      return 'other';
  }
}

/** The items of one response. */
export interface OutputItems {
  /** The item that an event is about; a new one if the server never opened it. */
  readonly of: (event: Json) => OutputItem;
  readonly part: (item: OutputItem, key: string) => GrowingPart;
  /** All items in the order of the output. */
  readonly inOrder: () => readonly OutputItem[];
  /** Items and parts so far, which have a limit. */
  readonly count: () => number;
}

/**
 * Creates an empty output. Events find their item by its place in the output, or else by its id:
 * some servers give an item another id with every event, and others give no places.
 */
export function createOutputItems(): OutputItems {
  const items: OutputItem[] = [];
  const byIndex = new Map<number, OutputItem>();
  const byId = new Map<string, OutputItem>();
  let parts = 0;

  return {
    of(event) {
      const { output_index: given } = event;
      const index = typeof given === 'number' ? given : null;
      const id = asText(event['item_id']) || asText(asObject(event['item'])?.['id']);
      const known = index === null ? byId.get(id) : byIndex.get(index);
      if (known !== undefined) return known;
      const item: OutputItem = {
        kind: null,
        index: index ?? items.length,
        parts: new Map(),
        call: null,
        replay: null,
        isOver: false,
      };
      items.push(item);
      if (index !== null) byIndex.set(index, item);
      if (id !== '') byId.set(id, item);
      return item;
    },
    part(item, key) {
      const known = item.parts.get(key);
      if (known !== undefined) return known;
      parts += 1;
      const part: GrowingPart = { pieces: [], isOver: false };
      item.parts.set(key, part);
      return part;
    },
    inOrder: () => items.toSorted((a, b) => a.index - b.index),
    count: () => items.length + parts,
  };
}
