import { asObject, parseJson } from '../json.ts';

/** Messages, codes and delays from a body of any shape. */
export interface Said {
  /** Its messages for people, the most informative first. */
  readonly sentences: readonly string[];
  /** Its codes for programs, such as `insufficient_quota` or `RESOURCE_EXHAUSTED`. */
  readonly codes: readonly string[];
  /** Fields that hold a delay, by name in lower case without punctuation. */
  readonly waits: readonly (readonly [name: string, value: string | number])[];
  /** An HTTP status that the body itself contains; null if none. */
  readonly status: number | null;
  /** True if it was JSON: the sender is an API. */
  readonly isJson: boolean;
}

/** How much of a body is examined: values, levels of nesting, UTF-16 code units of text. */
const maxValues = 400;
const deepest = 10;
const maxWords = 8000;
/** How many times text is tried as JSON. */
const maxParses = 12;
const longestParsed = 64 * 1024;

/** Fields that echo the request, which say nothing about what is wrong with it. */
const echoes = new Set(
  'input messages prompt prompts request body_sent content contents headers failedgeneration url links instance requestid traceid id created stack stacktrace traceback timestamp path'.split(
    ' ',
  ),
);

const sentenceNames =
  /(?:message|msg|error|errors|err|detail|details|reason|description|title|raw|faultstring|hint|cause|exception|info|text|summary|body|response|result|data|warnings)$/;
const codeNames = /(?:code|type|status|reason|param|name|kind|error|title|loc|quotaid|provider)$/;
const waitNames =
  /^(?:retrydelay|retryafter|retryafterms|retryafterseconds|retryaftersec|retryin|retryinseconds|wait|waitms|waitseconds|waittime|estimatedtime|resetsin|resetsinseconds|resetin|resetsat|resetat|xratelimitreset|ratelimitreset|cooldown|cooldownseconds)$/;

/** Phrases of a gateway that merely passes on another server's message. */
const saysNothing =
  /^(?:provider returned error|upstream (?:error|request failed)|(?:bad|invalid) (?:request|gateway)|internal server error|an? (?:unknown )?error (?:has )?occurred\.?|request failed(?: with status code \d{3})?|unknown error|error|failed|fail|invalid_request_error|not found|forbidden|unauthorized|too many requests|service unavailable)\.?$/i;

const bareName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

interface Found {
  readonly sentences: { readonly text: string; readonly depth: number }[];
  readonly codes: Set<string>;
  readonly waits: (readonly [string, string | number])[];
  status: number | null;
  values: number;
  parses: number;
  words: number;
}

/** The JSON that a text is or contains, such as `400 {"error": …}`; undefined if there is none. */
function jsonIn(text: string, found: Found): unknown {
  if (text.length > longestParsed || found.parses >= maxParses) return undefined;
  const trimmed = text.replace(/^\ufeff/, '').trim();
  const first = /[{[]/.exec(trimmed)?.index ?? -1;
  const isQuoted = trimmed.startsWith('"{') || trimmed.startsWith('"[');
  if (first === -1) return undefined;
  if (isQuoted || first === 0) {
    found.parses += 1;
    const whole = parseJson(trimmed);
    if (typeof whole === 'string') return jsonIn(whole, found) ?? whole;
    if (whole !== undefined) return whole;
  }
  const last = Math.max(trimmed.lastIndexOf('}'), trimmed.lastIndexOf(']'));
  if (last < first + 2 || !trimmed.includes('"', first)) return undefined;
  found.parses += 1;
  return parseJson(trimmed.slice(first, last + 1));
}

function takeCode(text: string, found: Found): void {
  if (text.length <= 200 && found.codes.size < 40) found.codes.add(text);
}

function takeSentence(text: string, depth: number, found: Found): void {
  const plain = text.trim();
  if (plain === '' || found.words >= maxWords) return;
  found.words += plain.length;
  found.sentences.push({ text: plain.slice(0, maxWords), depth });
}

/**
 * Reads a FastAPI complaint: `[{ loc: ["body", "stream_options"], msg: "Extra inputs are not
 * permitted" }]`.
 */
function complaintIn(object: Readonly<Record<string, unknown>>): string | null {
  const { loc, msg } = object;
  if (typeof msg !== 'string' || !Array.isArray(loc)) return null;
  const field = loc
    .slice(0, 6)
    .filter((step) => typeof step === 'string' || typeof step === 'number')
    .slice(-2)
    .join('.');
  return field === '' ? msg : `${field}: ${msg}`;
}

/** Reads delays from forwarded headers; the other headers are ignored. */
function readWaits(headers: unknown, found: Found): void {
  for (const [key, value] of Object.entries(asObject(headers) ?? {}).slice(0, 100)) {
    const name = bareName(key);
    if (waitNames.test(name) && (typeof value === 'string' || typeof value === 'number')) {
      found.waits.push([name, value]);
    }
  }
}

function readObject(object: Readonly<Record<string, unknown>>, depth: number, found: Found): void {
  const complaint = complaintIn(object);
  if (complaint !== null) takeSentence(complaint, depth, found);
  for (const [key, value] of Object.entries(object).slice(0, 100)) {
    const name = bareName(key);
    if (complaint !== null && (name === 'msg' || name === 'loc' || name === 'ctx')) continue;
    if (waitNames.test(name) && (typeof value === 'string' || typeof value === 'number')) {
      found.waits.push([name, value]);
      continue;
    }
    if (name === 'headers') readWaits(value, found);
    if (echoes.has(name)) continue;
    read(value, name, depth + 1, found);
  }
}

function readNumber(value: number, name: string, found: Found): void {
  if (!/(?:code|status)$/.test(name)) return;
  if (Number.isInteger(value) && value >= 400 && value < 600) found.status ??= value;
  takeCode(String(value), found);
}

function readText(value: string, name: string, depth: number, found: Found): void {
  const inner = jsonIn(value, found);
  if (typeof inner === 'object' && inner !== null) {
    // Text before the JSON, such as the name of another service's exception, is informative too.
    const before = value.slice(0, value.search(/[{[]/)).replace(/(?<![\s"'b:-])[\s"'b:-]+$/, '');
    if (/\s/.test(before)) takeSentence(before, depth, found);
    read(inner, 'error', depth + 1, found);
    return;
  }
  const isCode = codeNames.test(name) && !/\s/.test(value.trim());
  if (isCode) {
    if (/^[45]\d\d$/.test(value) && /(?:code|status)$/.test(name)) found.status ??= Number(value);
    takeCode(value, found);
  }
  // The whole message may be a single word: `{"error":"Overloaded"}`.
  const isSentence = name === '' || sentenceNames.test(name);
  if (isSentence && !(isCode && /^(?:code|type|status|reason)$/.test(name))) {
    takeSentence(typeof inner === 'string' ? inner : value, depth, found);
  }
}

function read(value: unknown, name: string, depth: number, found: Found): void {
  found.values += 1;
  if (found.values > maxValues || depth > deepest) return;
  if (typeof value === 'string') readText(value, name, depth, found);
  else if (typeof value === 'number') readNumber(value, name, found);
  else if (Array.isArray(value)) {
    for (const item of value.slice(0, 20)) read(item, name, depth, found);
  } else {
    const object = asObject(value);
    if (object !== null) readObject(object, depth, found);
  }
}

/**
 * Removes duplicates, sentences contained in others, and empty phrases if anything else was said.
 */
function telling(found: Found): readonly string[] {
  const all = found.sentences.map(({ text }) => text);
  const lower = all.map((text) => text.toLowerCase());
  const distinct = all.filter((_text, at) =>
    lower.every((other, index) => {
      if (index === at || !other.includes(lower[at] ?? '')) return true;
      return other === lower[at] && index > at;
    }),
  );
  const sentences = distinct.filter((text) => !saysNothing.test(text));
  return sentences.length === 0 ? distinct : sentences;
}

/** The data of a server-sent event, for an error that arrived as one. */
function withoutFrame(text: string): string {
  const data = /^(?:event:[^\n]{0,200}\n)?data:\s{0,20}/.exec(text.slice(0, 400));
  return data === null ? text : text.slice(data[0].length);
}

/**
 * Reads what a server said in a body, parsed or not: through arrays, nested objects and JSON in
 * strings, whatever the fields are called. The work is bounded: whatever is too deep or too much is
 * left out.
 */
export function readSaid(body: unknown): Said {
  const found: Found = {
    sentences: [],
    codes: new Set(),
    waits: [],
    status: null,
    values: 0,
    parses: 0,
    words: 0,
  };
  const text = typeof body === 'string' ? withoutFrame(body.slice(0, longestParsed)) : null;
  const parsed = text === null ? body : jsonIn(text, found);
  const isJson = typeof parsed === 'object' && parsed !== null;
  read(isJson ? parsed : text, '', 0, found);
  const { codes, waits, status } = found;
  return { sentences: telling(found), codes: [...codes], waits, status, isJson };
}
