import type { ChatStep } from '../../../shared/model/chat-event.ts';
import type { ToolFragment } from './chunk.ts';

type ToolStep = Extract<ChatStep, { kind: 'tool' }>;

/** Assigns fragments to tool calls. */
export interface ToolCalls {
  readonly step: (fragment: ToolFragment) => ToolStep;
  readonly count: () => number;
}

interface Call {
  readonly callId: string;
  /** The id that the server sent; '' if it sent none. */
  readonly serverId: string;
  name: string;
}

/**
 * Creates the matcher. It matches by index, else by id, else takes the last call. A known index
 * with another id is a new call, because some servers number every call 0. The work per fragment
 * does not depend on the number of calls.
 */
export function createToolCalls(): ToolCalls {
  const byId = new Map<string, Call>();
  const byIndex = new Map<number, Call>();
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

  const add = ({ index, id, name }: ToolFragment): Call => {
    const call = { callId: id === '' ? `call_${String(count)}` : id, serverId: id, name };
    if (id !== '') byId.set(id, call);
    if (index !== null) byIndex.set(index, call);
    last = call;
    count += 1;
    return call;
  };

  return {
    step(fragment) {
      const call = find(fragment) ?? add(fragment);
      if (call.name === '') call.name = fragment.name;
      const { callId, name } = call;
      return { kind: 'tool', callId, name, argumentsDelta: fragment.arguments };
    },
    count: () => count,
  };
}
