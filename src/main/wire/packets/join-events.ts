import { asArray, asObject, parseJson, type Json } from '../json.ts';

/** Joins events of a stream: takes the next piece of the body, and returns it with fewer events. */
export type EventJoiner = (piece: Uint8Array) => Uint8Array;

/** The bytes of an event around its text, which are the same in all events of a run. */
interface Frame {
  readonly before: Buffer;
  readonly after: Buffer;
  /** Between the texts of two neighbours. */
  readonly seam: Buffer;
}

/** The longest event that a frame is made of (bytes). */
const longestFirst = 4096;

/** How many events of a piece are looked at without joining any, before the rest is left as it is. */
const mostMisses = 4;

/** The fields of a delta that are text. */
const textFields = ['content', 'reasoning_content', 'reasoning'];

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const backslash = 92;

const start = Buffer.from('data: {');
const emptyLines = [Buffer.from('\n\n'), Buffer.from('\n\r\n')];

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** True if all fields but `except` say the same thing when they are said once more. */
function isFixed(value: Json, except: string): boolean {
  return Object.entries(value).every(([name, each]) => name === except || isScalar(each));
}

/** The delta of a chunk that holds nothing else to add up. */
function deltaIn(chunk: Json | null): Json | null {
  if (chunk === null || !isFixed(chunk, 'choices')) return null;
  const [only, ...others] = asArray(chunk['choices']);
  const choice = asObject(only);
  if (choice === null || others.length > 0 || 'text' in choice) return null;
  return isFixed(choice, 'delta') ? asObject(choice['delta']) : null;
}

/** The field of a delta with its text; null if it holds anything else. */
function textFieldOf(delta: Json): string | null {
  const filled = Object.keys(delta).filter((name) => name !== 'role' && !isNothing(delta[name]));
  const [field = ''] = filled;
  const isText = filled.length === 1 && textFields.includes(field);
  return isText && typeof delta[field] === 'string' ? field : null;
}

/** The offset of the quote that ends a JSON string; -1 if the line ends first. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === lineFeed || byte === carriageReturn) return -1;
    if (byte === backslash) at += 1;
  }
  return -1;
}

function isAt(bytes: Buffer, wanted: Buffer, at: number): boolean {
  const end = at + wanted.length;
  return end <= bytes.length && bytes.compare(wanted, 0, wanted.length, at, end) === 0;
}

/** The offset after the next empty line; -1 if there is none. */
function afterEmptyLine(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(lineFeed, from); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    const found = emptyLines.find((line) => isAt(bytes, line, at));
    if (found !== undefined) return at + found.length;
  }
  return -1;
}

/** The frame of the event at an offset; null if it cannot be joined with others. */
function frameAt(bytes: Buffer, from: number): Frame | null {
  if (!isAt(bytes, start, from)) return null;
  const end = afterEmptyLine(bytes, from);
  if (end === -1 || end - from > longestFirst) return null;
  const line = bytes.toString('latin1', from, end);
  const json = (text: string): Json | null => asObject(parseJson(text.slice('data:'.length)));
  const delta = deltaIn(json(line));
  const field = delta === null ? null : textFieldOf(delta);
  if (field === null) return null;
  const name = `"${field}"`;
  const named = line.indexOf(name, line.indexOf('"delta"'));
  const begun = line.indexOf('"', named + name.length) + 1;
  const ended = endOfText(bytes, from + begun) - from;
  if (named === -1 || begun === 0 || ended < begun) return null;
  // Whatever else the line looks like: without these bytes, only the text is empty.
  const without = json(line.slice(0, begun) + line.slice(ended));
  if (deltaIn(without)?.[field] !== '') return null;
  const before = Buffer.from(bytes.subarray(from, from + begun));
  const after = Buffer.from(bytes.subarray(from + ended, end));
  return { before, after, seam: Buffer.concat([after, before]) };
}

/** The texts of a run of events with one frame, and the offset after it. */
interface Run {
  readonly texts: readonly Uint8Array[];
  readonly end: number;
}

/** Reads the whole events at an offset that have this frame. */
function runAt(bytes: Buffer, { before, after, seam }: Frame, from: number): Run {
  const texts: Uint8Array[] = [];
  if (!isAt(bytes, before, from)) return { texts, end: from };
  for (let text = from + before.length; ;) {
    const end = endOfText(bytes, text);
    const goesOn = end !== -1 && isAt(bytes, seam, end);
    if (!goesOn && (end === -1 || !isAt(bytes, after, end))) {
      return { texts, end: text - before.length };
    }
    texts.push(bytes.subarray(text, end));
    if (!goesOn) return { texts, end: end + after.length };
    text = end + seam.length;
  }
}

/**
 * Creates the joiner of one stream of chat completions. A fast server sends many events in one
 * packet that differ in a few letters of text, and decoding each of them takes much longer than
 * finding these letters. Events that are alike but for their text become one with all of it. Only
 * events that are whole in one piece are joined, so that nothing waits. All other bytes stay as they
 * are.
 */
export function createEventJoiner(): EventJoiner {
  let frame: Frame | null = null;
  let isAtEvent = true;
  return (piece) => {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const joined: Uint8Array[] = [];
    let at = isAtEvent ? 0 : afterEmptyLine(bytes, 0);
    let copied = 0;
    let misses = 0;
    isAtEvent = emptyLines.some((line) => bytes.subarray(-line.length).equals(line));
    while (at !== -1 && at < bytes.length && misses < mostMisses) {
      const run: Run = frame === null ? { texts: [], end: at } : runAt(bytes, frame, at);
      misses = run.texts.length > 1 ? 0 : misses + 1;
      if (frame !== null && run.texts.length > 1) {
        joined.push(bytes.subarray(copied, at), frame.before);
        for (const text of run.texts) joined.push(text);
        joined.push(frame.after);
        copied = run.end;
      }
      at = run.end;
      if (at === bytes.length) break;
      const next = frameAt(bytes, at);
      if (next === null) at = afterEmptyLine(bytes, at);
      else frame = next;
    }
    if (copied === 0) return piece;
    joined.push(bytes.subarray(copied));
    return Buffer.concat(joined);
  };
}
