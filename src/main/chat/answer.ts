import type { ChatStep } from '../../shared/chat-event.ts';
import type { Part } from '../../shared/conversation.ts';

/** An answer that grows. Adding a step costs the same however long it is; `parts` costs its length. */
export interface Answer {
  readonly push: (step: ChatStep) => void;
  readonly parts: () => readonly Part[];
}

interface GrowingReasoning {
  kind: 'reasoning';
  text: string;
  durationMs: number | undefined;
  /** When its first piece came; null once it is over, and for what came with an earlier turn. */
  beganAt: number | null;
}
interface GrowingText {
  kind: 'text';
  text: string;
}
interface GrowingCall {
  kind: 'tool_call';
  callId: string;
  name: string;
  arguments: string;
}
type Growing = GrowingReasoning | GrowingText | GrowingCall | { kind: 'other'; part: Part };

function toGrowing(part: Part): Growing {
  switch (part.kind) {
    case 'text':
    case 'tool_call':
      return { ...part };
    case 'reasoning':
      return { kind: 'reasoning', text: part.text, durationMs: part.durationMs, beganAt: null };
    case 'image':
    case 'file':
    case 'tool_result':
      return { kind: 'other', part };
  }
}

/**
 * Folds the steps of a turn into the parts of a message. `before` is what the answer already holds
 * when it is continued. Text joins the text before it even if reasoning came between (a code fence
 * cut by the token limit has to go on in the same part), but not across a tool's result; the same
 * holds for reasoning, whose times (`now`, in ms) add up.
 */
export function createAnswer(
  before: readonly Part[] = [],
  now: () => number = () => performance.now(),
): Answer {
  const parts = before.map(toGrowing);

  /** The part that a step continues; undefined begins a new one. */
  const find = <K extends Growing['kind']>(
    kind: K,
    matches: (part: Extract<Growing, { kind: K }>) => boolean = () => true,
  ): Extract<Growing, { kind: K }> | undefined => {
    for (let at = parts.length - 1; at >= 0; at -= 1) {
      const part = parts[at];
      if (part === undefined || (part.kind === 'other' && part.part.kind === 'tool_result')) break;
      if (part.kind === kind && matches(part as Extract<Growing, { kind: K }>)) {
        return part as Extract<Growing, { kind: K }>;
      }
    }
    return undefined;
  };

  const endReasoning = (): void => {
    const part = find('reasoning');
    if (part === undefined || part.beganAt === null) return;
    part.durationMs = (part.durationMs ?? 0) + Math.max(0, Math.round(now() - part.beganAt));
    part.beganAt = null;
  };

  return {
    push(step) {
      switch (step.kind) {
        case 'delta': {
          endReasoning();
          const part = find('text');
          // Strings that grow this way are joined only when somebody looks at them.
          if (part === undefined) parts.push({ kind: 'text', text: step.text });
          else part.text += step.text;
          return;
        }
        case 'reasoning': {
          const part = find('reasoning');
          if (part === undefined) {
            const { text } = step;
            parts.push({ kind: 'reasoning', text, durationMs: undefined, beganAt: now() });
            return;
          }
          part.text += step.text;
          part.beganAt ??= now();
          return;
        }
        case 'tool': {
          endReasoning();
          const part = find('tool_call', (call) => call.callId === step.callId);
          if (part === undefined) {
            const { callId, name, argumentsDelta } = step;
            parts.push({ kind: 'tool_call', callId, name, arguments: argumentsDelta });
            return;
          }
          part.name ||= step.name;
          part.arguments += step.argumentsDelta;
          return;
        }
        case 'finished':
        case 'failed':
        case 'stopped':
          endReasoning();
          return;
        case 'started':
        case 'usage':
        case 'waiting':
          return;
      }
    },
    parts: () =>
      parts.map((part): Part => {
        switch (part.kind) {
          case 'text':
          case 'tool_call':
            return { ...part };
          case 'reasoning': {
            const { kind, text, durationMs } = part;
            return durationMs === undefined ? { kind, text } : { kind, text, durationMs };
          }
          case 'other':
            return part.part;
        }
      }),
  };
}
