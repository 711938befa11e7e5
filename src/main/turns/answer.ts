import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Part } from '../../shared/model/conversation.ts';

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

/** What a step may go on with: the parts after the last result of a tool, each found without a search. */
interface OpenParts {
  text: GrowingText | undefined;
  reasoning: GrowingReasoning | undefined;
  readonly calls: Map<string, GrowingCall>;
}

function openPartsOf(parts: readonly Growing[]): OpenParts {
  const open: OpenParts = { text: undefined, reasoning: undefined, calls: new Map() };
  for (const part of parts) {
    if (part.kind === 'text') open.text = part;
    else if (part.kind === 'reasoning') open.reasoning = part;
    else if (part.kind === 'tool_call') open.calls.set(part.callId, part);
    else if (part.part.kind === 'tool_result') {
      open.text = undefined;
      open.reasoning = undefined;
      open.calls.clear();
    }
  }
  return open;
}

function asPart(part: Growing): Part {
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
  const open = openPartsOf(parts);
  /** When the first text of this turn came: it may turn out to be reasoning. */
  let textBeganAt: number | null = null;

  const endReasoning = (): void => {
    const part = open.reasoning;
    if (part === undefined || part.beganAt === null) return;
    part.durationMs = (part.durationMs ?? 0) + Math.max(0, Math.round(now() - part.beganAt));
    part.beganAt = null;
  };

  // Strings that grow this way are joined only when somebody looks at them.
  const addText = (text: string): void => {
    if (open.text !== undefined) {
      open.text.text += text;
      return;
    }
    open.text = { kind: 'text', text };
    parts.push(open.text);
  };

  const addReasoning = (text: string, beganAt: number): void => {
    if (open.reasoning !== undefined) {
      open.reasoning.text += text;
      open.reasoning.beganAt ??= beganAt;
      return;
    }
    open.reasoning = { kind: 'reasoning', text, durationMs: undefined, beganAt };
    parts.push(open.reasoning);
  };

  /** Cuts the end off the open part of a kind, and the part itself when nothing is left of it. */
  const cutEnd = (kind: 'text' | 'reasoning', length: number): string => {
    const part = open[kind];
    if (part === undefined) return '';
    const at = Math.max(0, part.text.length - length);
    const end = part.text.slice(at);
    part.text = part.text.slice(0, at);
    if (at > 0) return end;
    parts.splice(parts.indexOf(part), 1);
    open[kind] = undefined;
    return end;
  };

  const move = (from: 'text' | 'reasoning', length: number): void => {
    const end = cutEnd(from, length);
    if (from === 'reasoning') {
      addText(end);
      return;
    }
    addReasoning(end, textBeganAt ?? now());
    endReasoning();
    textBeganAt = null;
  };

  return {
    push(step) {
      switch (step.kind) {
        case 'delta':
          endReasoning();
          textBeganAt ??= now();
          addText(step.text);
          return;
        case 'reasoning':
          addReasoning(step.text, now());
          return;
        case 'moved':
          move(step.from, step.length);
          return;
        case 'picture':
          endReasoning();
          if (step.part !== null) parts.push({ kind: 'other', part: step.part });
          return;
        case 'tool': {
          endReasoning();
          const part = open.calls.get(step.callId);
          if (part === undefined) {
            const { callId, name, argumentsDelta } = step;
            const call: GrowingCall = {
              kind: 'tool_call',
              callId,
              name,
              arguments: argumentsDelta,
            };
            open.calls.set(callId, call);
            parts.push(call);
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
    parts: () => parts.map(asPart),
  };
}
