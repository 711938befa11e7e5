import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { Json } from '../json.ts';
import { toOpaque, type OpaqueFields, type Origin } from './opaque.ts';

/** A fragment of a tool call as received; `index` and `id` may both be missing. */
export interface ToolFragment {
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** `extra_content`, which the server wants back with the call; null if there is none. */
  readonly extra: Json | null;
}

type ToolStep = Extract<ChatStep, { kind: 'tool' }>;

/** Assigns fragments to tool calls. */
export interface ToolCalls {
  readonly step: (fragment: ToolFragment) => ToolStep;
  readonly count: () => number;
  /** Attaches opaque fields of the whole message to the first call; null if there is no call. */
  readonly carry: (fields: OpaqueFields) => ToolStep | null;
}

interface Call {
  readonly callId: string;
  /** The id that the server sent; '' if it sent none. */
  readonly serverId: string;
  name: string;
  extra: Json | null;
}

/**
 * Creates the matcher. It matches by index, else by id, else takes the last call. A known index
 * with another id is a new call, because some servers number every call 0. The work per fragment
 * does not depend on the number of calls. `names`: original tool names by the names that were sent.
 */
export function createToolCalls(
  origin: Origin,
  names: ReadonlyMap<string, string> = new Map(),
): ToolCalls {
  const byId = new Map<string, Call>();
  const byIndex = new Map<number, Call>();
  let first: Call | undefined;
  let last: Call | undefined;
  let count = 0;

  const find = ({ index, id }: ToolFragment): Call | undefined => {
    const named = id === '' ? undefined : byId.get(id);
    if (named !== undefined) return named;
    if (index !== null) {
      const numbered = byIndex.get(index);
      const isAnother = id !== '' && numbered !== undefined && numbered.serverId !== '';
      return isAnother ? undefined : numbered;
    }
    return id === '' ? last : undefined;
  };

  const nameOf = (name: string): string => names.get(name) ?? name;

  const add = ({ index, id, name: sent }: ToolFragment): Call => {
    const name = nameOf(sent);
    const callId = id === '' ? `call_${String(count)}` : id;
    const call: Call = { callId, serverId: id, name, extra: null };
    first ??= call;
    if (id !== '') byId.set(id, call);
    if (index !== null) byIndex.set(index, call);
    last = call;
    count += 1;
    return call;
  };

  return {
    step(fragment) {
      const call = find(fragment) ?? add(fragment);
      if (call.name === '') call.name = nameOf(fragment.name);
      const { callId, name } = call;
      const step = { kind: 'tool', callId, name, argumentsDelta: fragment.arguments } as const;
      if (fragment.extra === null) return step;
      call.extra = fragment.extra;
      return { ...step, opaque: toOpaque({ extra_content: call.extra }, origin) };
    },
    count: () => count,
    carry(fields) {
      if (first === undefined) return null;
      const { callId, name, extra } = first;
      const all = extra === null ? fields : { ...fields, extra_content: extra };
      return { kind: 'tool', callId, name, argumentsDelta: '', opaque: toOpaque(all, origin) };
    },
  };
}
