import type { ChatStep } from '../../shared/model/chat-event.ts';
import { textBreak, withoutBlankStart } from '../../shared/model/conversation-views.ts';
import { createAnswer } from './answer.ts';

/** How much of the end of a text to check for a blank line (UTF-16 code units). */
const endLength = 200;

/**
 * Joins the text parts of a streaming answer into one text. The returned function takes every step
 * of a turn. For a `delta` it returns the text to write, preceded by a blank line where a new part
 * begins; for any other step it returns null.
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
