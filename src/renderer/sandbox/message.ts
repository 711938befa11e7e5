/**
 * What crosses between the window and the sandboxed page that draws diagrams. Both ends are checked:
 * the page reads what a model wrote, so nothing that comes from it is trusted.
 */
export interface DrawRequest {
  readonly id: number;
  readonly source: string;
  readonly dark: boolean;
}

/** The answer to a request; `width` and `height` in px. */
export type DrawResult =
  | {
      readonly kind: 'drawn';
      readonly id: number;
      readonly svg: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** Longest source that is drawn and longest picture that is shown, in characters; largest side in px. */
export const maxSource = 50_000;
const maxSvg = 5_000_000;
const maxSide = 20_000;
/** Mermaid's reasons hold the line, where it went wrong, and what it expected there; in characters. */
const longestReason = 4000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSide = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= maxSide;

/** True for the first word of the page: it can draw now. */
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
  if (!svg.startsWith('<svg') || !isSide(width) || !isSide(height)) return null;
  return { kind, id, svg, width, height };
}
