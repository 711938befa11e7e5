import { asText, type Json } from '../json.ts';

/** How many events back a repeated one is recognised. */
const maxRemembered = 64;

/** What tells two events apart; the number alone does not, since some servers never count up. */
function markOf(event: Json): string {
  const { type, output_index: output, content_index: content, summary_index: summary } = event;
  return JSON.stringify([type, output, content, summary, asText(event['delta'])]);
}

/**
 * Recognises events that a server or a proxy sends twice: with the same `sequence_number` and the
 * same content. A server that gives different events the same number does not count, and its
 * events are all taken.
 */
export function createRepeats(): (event: Json) => boolean {
  const recent = new Map<number, string>();
  let counts = true;
  return (event) => {
    const number = event['sequence_number'];
    if (!counts || typeof number !== 'number') return false;
    const mark = markOf(event);
    const known = recent.get(number);
    if (known !== undefined) {
      counts = known === mark;
      return counts;
    }
    recent.set(number, mark);
    const [oldest] = recent.keys();
    if (recent.size > maxRemembered && oldest !== undefined) recent.delete(oldest);
    return false;
  };
}
