/**
 * Messages between the window and the sandboxed page that draws diagrams. Both ends validate them.
 * The page processes model output, so nothing from it is trusted.
 */
export interface DrawRequest {
  readonly id: number;
  readonly source: string;
  readonly dark: boolean;
}

/** The answer to a request; `width` and `height` are in px. */
export type DrawResult =
  | {
      readonly kind: 'drawn';
      readonly id: number;
      readonly svg: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/**
 * Limits: source in characters and lines, picture in characters and elements, longest side in px.
 * The window lays out the elements of a picture in one task.
 */
export const maxSource = 50_000;
export const maxLines = 1000;
const maxSvg = 2_000_000;
const maxElements = 4000;
const maxSide = 20_000;
/**
 * Length limit of Mermaid's error message, in characters. It contains the line, the position and
 * what was expected.
 */
const longestReason = 4000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSide = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= maxSide;

/** True for the page's first message, which says that it is ready. */
export function isReady(data: unknown): boolean {
  return isRecord(data) && data['kind'] === 'ready';
}

/** Returns the request, or null for anything else. */
export function readRequest(data: unknown): DrawRequest | null {
  if (!isRecord(data)) return null;
  const { id, source, dark } = data;
  if (typeof id !== 'number' || typeof source !== 'string' || typeof dark !== 'boolean')
    return null;
  return source.length > maxSource ? null : { id, source, dark };
}

/** Returns the result, or null for anything else. */
export function readResult(data: unknown): DrawResult | null {
  if (!isRecord(data)) return null;
  const { kind, id, svg, width, height, message } = data;
  if (typeof id !== 'number') return null;
  if (kind === 'failed' && typeof message === 'string')
    return { kind, id, message: message.slice(0, longestReason) };
  if (kind !== 'drawn' || typeof svg !== 'string' || svg.length > maxSvg) return null;
  if ((svg.match(/<[a-z]/gi)?.length ?? 0) > maxElements) return null;
  if (!svg.startsWith('<svg') || !isSide(width) || !isSide(height)) return null;
  return { kind, id, svg, width, height };
}

/** A run of code with its highlight.js class ('hljs-keyword'), or null for plain text. */
export interface CodeToken {
  readonly kind: string | null;
  readonly text: string;
}

/** Code to highlight; `before` is read for its context only. */
export interface CodeRequest {
  readonly id: number;
  readonly grammar: string;
  readonly code: string;
  readonly before: string;
}

/** The answer to it. Code that cannot be highlighted stays plain. */
export type CodeResult =
  | { readonly kind: 'tokens'; readonly id: number; readonly tokens: readonly CodeToken[] }
  | { readonly kind: 'plain'; readonly id: number };

/** Limits: length of highlighted code, in characters, and number of tokens shown. */
export const maxCode = 20_000;
const maxTokens = 4000;

/** Returns the request, or null for anything else. */
export function readCodeRequest(data: unknown): CodeRequest | null {
  if (!isRecord(data)) return null;
  const { id, grammar, code, before } = data;
  if (typeof id !== 'number' || typeof grammar !== 'string') return null;
  if (typeof code !== 'string' || typeof before !== 'string') return null;
  return code.length + before.length > maxCode ? null : { id, grammar, code, before };
}

function isToken(value: unknown): value is CodeToken {
  if (!isRecord(value)) return false;
  const { kind, text } = value;
  return (
    typeof text === 'string' &&
    (kind === null || (typeof kind === 'string' && /^hljs-[\w-]*$/.test(kind)))
  );
}

/** Returns the tokens of an answer if their text is exactly this code; null otherwise. */
export function readTokensOf(data: unknown, code: string): readonly CodeToken[] | null {
  if (!isRecord(data) || data['kind'] !== 'tokens' || !Array.isArray(data['tokens'])) return null;
  const tokens: readonly unknown[] = data['tokens'];
  if (tokens.length > maxTokens || !tokens.every(isToken)) return null;
  return tokens.map(({ text }) => text).join('') === code ? tokens : null;
}

/** The content of a preview. */
export interface PreviewRequest {
  readonly kind: 'html' | 'svg';
  readonly source: string;
  /** The accessible name. */
  readonly title: string;
}

/** Length limit of a preview's source, in characters. */
export const maxPreview = 2_000_000;

/** Returns the request, or null for anything else. */
export function readPreviewRequest(data: unknown): PreviewRequest | null {
  if (!isRecord(data)) return null;
  const { kind, source, title } = data;
  if ((kind !== 'html' && kind !== 'svg') || typeof source !== 'string') return null;
  if (typeof title !== 'string' || source.length > maxPreview) return null;
  return { kind, source, title };
}

/** True for a heartbeat of a preview. */
export function isAlive(data: unknown): boolean {
  return isRecord(data) && data['kind'] === 'alive';
}

/** The number of the request that an answer belongs to, or null. */
export function answeredId(data: unknown): number | null {
  const id = isRecord(data) ? data['id'] : null;
  return typeof id === 'number' ? id : null;
}
