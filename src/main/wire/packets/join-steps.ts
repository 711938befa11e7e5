import type { ChatStep } from '../../../shared/model/chat-event.ts';

/** The two as one step; null if they are not pieces of the same. */
function joined(first: ChatStep, second: ChatStep): ChatStep | null {
  if (first.kind === 'delta' && second.kind === 'delta') {
    return { kind: 'delta', text: first.text + second.text };
  }
  if (first.kind === 'reasoning' && second.kind === 'reasoning') {
    const isOpen = first.opaque === undefined && second.opaque === undefined;
    return isOpen ? { kind: 'reasoning', text: first.text + second.text } : null;
  }
  if (first.kind === 'tool' && second.kind === 'tool') {
    const isOpen = first.opaque === undefined && second.opaque === undefined;
    if (!isOpen || first.callId !== second.callId || first.name !== second.name) return null;
    return { ...first, argumentsDelta: first.argumentsDelta + second.argumentsDelta };
  }
  return null;
}

/** Joins the neighbours among steps that are pieces of the same text. Every step is still in order. */
export function joinSteps(steps: Iterable<ChatStep>): readonly ChatStep[] {
  const all: ChatStep[] = [];
  for (const step of steps) {
    const last = all.at(-1);
    const both = last === undefined ? null : joined(last, step);
    if (both === null) all.push(step);
    else all[all.length - 1] = both;
  }
  return all;
}
