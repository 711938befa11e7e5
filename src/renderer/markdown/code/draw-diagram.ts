import { t } from '../../../shared/language/translate.ts';
import { maxLines, maxSource, readResult } from '../../sandbox/message.ts';
import { createSandboxPage, Late } from './sandbox-page.ts';

/** A picture of a diagram: the URL of an SVG image, and its size in px. */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Time limit for drawing a diagram (ms). Beyond it, its page is closed. */
const patience = 10_000;

const page = createSandboxPage('/sandbox/diagram.html');

/** Why a source is not even tried, or null. */
function whyNot(source: string): string | null {
  if (source.length > maxSource) {
    return t('markdown.diagram.too_long', { most: maxSource });
  }
  const lines = source.split('\n').length;
  if (lines <= maxLines) return null;
  return t('markdown.diagram.too_many_lines', { lines, most: maxLines });
}

/**
 * Draws a Mermaid diagram in the sandboxed page. Rejects with Mermaid's message if the source is
 * invalid, or if it takes too long. The URL must be revoked when it is no longer shown.
 */
export async function drawDiagram(source: string, dark: boolean): Promise<Picture> {
  const reason = whyNot(source);
  if (reason !== null) throw new Error(reason);
  const answer = await page.ask({ source, dark }, patience).catch((error: unknown) => {
    throw error instanceof Late ? new Error(t('markdown.diagram.too_slow')) : error;
  });
  const result = readResult(answer);
  if (result === null) throw new Error(t('markdown.diagram.too_large'));
  if (result.kind === 'failed') throw new Error(result.message);
  const url = URL.createObjectURL(new Blob([result.svg], { type: 'image/svg+xml' }));
  return { url, width: result.width, height: result.height };
}
