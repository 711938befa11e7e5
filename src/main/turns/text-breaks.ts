import type { ChatStep } from '../../shared/model/chat-event.ts';
import { textBreak, withoutBlankStart } from '../../shared/model/conversation-views.ts';
import { createAnswer } from './answer.ts';

/** How much of the end of a text shows whether it ends in a blank line; UTF-16 code units. */
const endLength = 200;

/**
 * Makes one text of the text parts of an answer while they arrive. The function takes every step of a
 * turn, and returns what is to be written for a `delta`: its text, after a blank line where a part
 * begins. It returns null for any other step.
 */
export function createTextBreaks(): (step: ChatStep) => string | null {
  const answer = createAnswer();
  let end = '';
  let isNewPart = false;
  return (step) => {
    const begins = answer.push(step).some(({ kind }) => kind === 'part');
    if (step.kind !== 'delta') return null;
    isNewPart ||= begins && end.trim() !== '';
    let { text } = step;
    if (isNewPart) {
      const rest = withoutBlankStart(text);
      if (rest.trim() === '') return '';
      text = textBreak(end) + rest;
      isNewPart = false;
    }
    end = (end + text).slice(-endLength);
    return text;
  };
}
