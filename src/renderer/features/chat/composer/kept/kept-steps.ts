import type { Id } from '../../../../../shared/model/conversation.ts';
import {
  textAfter,
  textBefore,
  type DraftStep,
} from '../../../../../shared/model/message/draft-step.ts';
import type { Controller } from '../../../../client/controller.ts';
import type { Drafts } from '../drafts.ts';

/** Steps that were taken back, the next to be made again last, and the text they begin at. */
interface TakenBack {
  readonly conversationId: Id | null;
  readonly text: string;
  readonly steps: readonly DraftStep[];
}

/** A message box in which the browser has nothing left to undo; {@link stepBack} goes on from there. */
export interface Box {
  readonly conversationId: Id | null;
  readonly element: HTMLTextAreaElement;
  readonly drafts: Drafts;
  readonly controller: Controller;
}

const takenBack = new WeakMap<HTMLTextAreaElement, TakenBack>();

function write({ element }: Box, text: string, caret: number): void {
  element.value = text;
  element.setSelectionRange(caret, caret);
  const told = { bubbles: true, inputType: 'historyUndo' };
  element.dispatchEvent(new InputEvent('input', told));
}

/**
 * Takes back the last step of an unsent text that the browser does not know: one of an earlier run,
 * of another window, or from before the box showed another text.
 */
export async function stepBack(box: Box): Promise<void> {
  const { conversationId, element, drafts, controller } = box;
  drafts.flush();
  const answer = await controller.command('draft.lastStep', { conversationId });
  const step = answer.ok ? answer.value : null;
  if (step === null || !element.isConnected) return;
  const before = textBefore(step, element.value);
  // The person has typed on in the meantime.
  if (before === null) return;
  const last = takenBack.get(element);
  const isNext = last?.conversationId === conversationId && last.text === element.value;
  const steps = [...(isNext ? last.steps : []), step];
  takenBack.set(element, { conversationId, text: before, steps });
  write(box, before, step.at + step.removed.length);
}

/** Makes the step again that was taken back last, if nothing else has changed since. */
export function stepForward(box: Box): void {
  const { conversationId, element } = box;
  const last = takenBack.get(element);
  const step = last?.steps.at(-1);
  if (last === undefined || step === undefined) return;
  if (last.conversationId !== conversationId || last.text !== element.value) return;
  const after = textAfter(step, element.value);
  if (after === null) return;
  takenBack.set(element, { conversationId, text: after, steps: last.steps.slice(0, -1) });
  write(box, after, step.at + step.inserted.length);
}
