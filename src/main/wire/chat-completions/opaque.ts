import type { Opaque } from '../../../shared/model/conversation.ts';
import { asArray, asObject, asText, parseJson, type Json } from '../json.ts';

/** Who made an answer. */
export interface Origin {
  readonly provider: string;
  readonly model: string;
}

/** The fields that servers of this wire want back; what `data` of an {@link Opaque} holds, as JSON. */
export interface OpaqueFields {
  /** Of a call. Gemini's is `{ google: { thought_signature } }`. */
  readonly extra_content?: Json;
  /** Of a message: OpenRouter's blocks of reasoning, some of them encrypted. */
  readonly reasoning_details?: readonly unknown[];
  /** Of a message: the reasoning goes back under the name under which it came, as DeepSeek wants it. */
  readonly reasoning_content?: true;
}

/** Makes what is kept of such fields. */
export function toOpaque(fields: OpaqueFields, { provider, model }: Origin): Opaque {
  return { provider, model, data: JSON.stringify(fields) };
}

/**
 * Reads the fields that may go back to where an answer is asked for. Another provider gets none. What is
 * signed or encrypted goes to the model that made it only: another one of the same provider refuses it.
 * Reasoning that goes back as its text can be read by any model of the provider.
 */
export function fieldsFor(opaque: Opaque | undefined, to: Origin): OpaqueFields {
  if (opaque === undefined || opaque.provider !== to.provider) return {};
  const fields = asObject(parseJson(opaque.data)) ?? {};
  const extra = asObject(fields['extra_content']);
  const details = asArray(fields['reasoning_details']);
  const isOfModel = opaque.model === to.model;
  return {
    ...(isOfModel && extra !== null ? { extra_content: extra } : {}),
    ...(isOfModel && details.length > 0 ? { reasoning_details: details } : {}),
    ...(fields['reasoning_content'] === true ? { reasoning_content: true } : {}),
  };
}

/** Fields of a block that arrive in pieces. */
const growing = ['text', 'summary', 'data'];

function merge(block: Json, piece: Json): Json {
  const merged: Record<string, unknown> = { ...block };
  for (const [name, value] of Object.entries(piece)) {
    if (value === null || value === undefined) continue;
    merged[name] = growing.includes(name) ? asText(block[name]) + asText(value) : value;
  }
  return merged;
}

/** Puts blocks of reasoning together again: a stream brings them in pieces of one index and type. */
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
