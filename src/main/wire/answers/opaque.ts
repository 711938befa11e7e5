import type { Opaque } from '../../../shared/model/conversation.ts';
import { asArray, asObject, asText, parseJson, type Json } from '../json.ts';

/** The provider and model that made an answer. */
export interface Origin {
  readonly provider: string;
  readonly model: string;
}

/** A reasoning item of the Responses API, and the item of the same message that it led to. */
export interface ReasoningBefore {
  readonly item: Json;
  /** The text, or the number of a call. */
  readonly before: 'text' | number;
}

/** Fields that servers want back unchanged; `data` of an {@link Opaque} contains them as JSON. */
export interface OpaqueFields {
  /** Belongs to a call. Gemini's is `{ google: { thought_signature } }`. */
  readonly extra_content?: Json;
  /** Belongs to a message: OpenRouter's reasoning blocks, some of them encrypted. */
  readonly reasoning_details?: readonly unknown[];
  /** Belongs to a message: DeepSeek wants the reasoning text back as `reasoning_content`. */
  readonly reasoning_content?: true;
  /** Belongs to a message: reasoning items of the Responses API, mostly encrypted. */
  readonly reasoning_items?: readonly ReasoningBefore[];
}

/** Packs fields for storage. */
export function toOpaque(fields: OpaqueFields, { provider, model }: Origin): Opaque {
  return { provider, model, data: JSON.stringify(fields) };
}

function reasoningItems(value: unknown): readonly ReasoningBefore[] {
  return asArray(value).flatMap((each): readonly ReasoningBefore[] => {
    const { item, before } = asObject(each) ?? {};
    const reasoning = asObject(item);
    if (reasoning === null) return [];
    return before === 'text' || typeof before === 'number' ? [{ item: reasoning, before }] : [];
  });
}

/**
 * Returns the stored fields that may be sent to a recipient. Another provider gets none. Signed and
 * encrypted fields only go to the model that made them, because other models of the same provider
 * refuse them. Reasoning as plain text may go to any model of the provider.
 */
export function fieldsFor(opaque: Opaque | undefined, to: Origin): OpaqueFields {
  if (opaque === undefined || opaque.provider !== to.provider) return {};
  const fields = asObject(parseJson(opaque.data)) ?? {};
  const extra = asObject(fields['extra_content']);
  const details = asArray(fields['reasoning_details']);
  const items = reasoningItems(fields['reasoning_items']);
  const isOfModel = opaque.model === to.model;
  return {
    ...(isOfModel && extra !== null ? { extra_content: extra } : {}),
    ...(isOfModel && details.length > 0 ? { reasoning_details: details } : {}),
    ...(isOfModel && items.length > 0 ? { reasoning_items: items } : {}),
    ...(fields['reasoning_content'] === true ? { reasoning_content: true } : {}),
  };
}

/**
 * Returns the `extra_content` of a call, for another program that will send it back to the same
 * server; null if there is none.
 */
export function extraContentOf(opaque: Opaque | undefined): Json | null {
  return asObject(asObject(parseJson(opaque?.data ?? ''))?.['extra_content']);
}

/** Fields of a block that are streamed in fragments. */
const growing = ['text', 'summary', 'data'];

function merge(block: Json, piece: Json): Json {
  const merged: Record<string, unknown> = { ...block };
  for (const [name, value] of Object.entries(piece)) {
    if (value === null || value === undefined) continue;
    merged[name] = growing.includes(name) ? asText(block[name]) + asText(value) : value;
  }
  return merged;
}

/**
 * Reassembles reasoning blocks: a stream sends fragments of a block with the same index and type.
 */
export function createReasoningDetails(): {
  readonly add: (pieces: readonly Json[]) => void;
  readonly blocks: () => readonly Json[];
} {
  const blocks: Json[] = [];
  const places = new Map<string, number>();
  return {
    add(pieces) {
      for (const piece of pieces) {
        const { index, type } = piece;
        const key = typeof index === 'number' ? `${String(index)} ${asText(type)}` : '';
        const at = key === '' ? undefined : places.get(key);
        const known = at === undefined ? undefined : blocks[at];
        if (at !== undefined && known !== undefined) {
          blocks[at] = merge(known, piece);
          continue;
        }
        if (key !== '') places.set(key, blocks.length);
        blocks.push(piece);
      }
    },
    blocks: () => blocks,
  };
}
