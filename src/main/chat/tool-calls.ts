import type { ChatStep } from '../../shared/chat-event.ts';
import type { ToolFragment } from './chunk.ts';

type ToolStep = Extract<ChatStep, { kind: 'tool' }>;

interface Call {
  readonly index: number | null;
  readonly callId: string;
  /** As the server named it; '' when it gave none. */
  readonly serverId: string;
  name: string;
}

/**
 * Tells which call each fragment belongs to: by index, else by id, else the last one. A known index
 * with another id is a new call, for some servers number every call 0.
 */
export function createToolCalls(): (fragment: ToolFragment) => ToolStep {
  const calls: Call[] = [];

  const find = ({ index, id }: ToolFragment): Call | undefined => {
    if (id !== '') {
      const byId = calls.findLast((call) => call.serverId === id);
      if (byId !== undefined) return byId;
    }
    if (index !== null) {
      const byIndex = calls.findLast((call) => call.index === index);
      const another = id !== '' && byIndex !== undefined && byIndex.serverId !== '';
      return another ? undefined : byIndex;
    }
    return id === '' ? calls.at(-1) : undefined;
  };

  return (fragment) => {
    let call = find(fragment);
    if (call === undefined) {
      call = {
        index: fragment.index,
        callId: fragment.id === '' ? `call_${calls.length}` : fragment.id,
        serverId: fragment.id,
        name: fragment.name,
      };
      calls.push(call);
    }
    if (call.name === '') call.name = fragment.name;
    return {
      kind: 'tool',
      callId: call.callId,
      name: call.name,
      argumentsDelta: fragment.arguments,
    };
  };
}
