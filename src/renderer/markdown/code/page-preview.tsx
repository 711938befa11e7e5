import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { isAlive, isReady, maxPreview } from '../../sandbox/message.ts';
import { closeAllPages, closedWithAll } from './sandbox-page.ts';
import { drawingSteps, maxDrawing } from './svg-work.ts';

interface PagePreviewProps {
  readonly source: string;
  /** `svg` is shown as an image, everything else as a page. */
  readonly kind: 'html' | 'svg';
}

/** A preview without a heartbeat for this long is closed (ms). The first one may take longer. */
const silentMs = 3000;
const openingMs = 20_000;

/**
 * A preview of HTML or SVG on request, in a page without origin, in another process than the
 * window. The page runs no script of the source, has no network and cannot navigate. If it hangs,
 * it is closed and a message says so.
 */
export function PagePreview({ source, kind }: PagePreviewProps): ReactNode {
  const [isClosed, setClosed] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const isTooMuch = useMemo(
    () => source.length > maxPreview || (kind === 'svg' && drawingSteps(source) > maxDrawing),
    [source, kind],
  );
  useEffect(() => {
    if (isClosed || isTooMuch) return undefined;
    const element = frame.current;
    let last = performance.now();
    let patience = openingMs;
    const listen = (event: MessageEvent<unknown>): void => {
      if (event.source !== element?.contentWindow || event.origin !== 'null') return;
      if (isReady(event.data)) {
        const title = t(`markdown.preview.${kind}`);
        element.contentWindow?.postMessage({ kind, source, title }, '*');
      }
      if (isReady(event.data) || isAlive(event.data)) {
        last = performance.now();
        patience = silentMs;
      }
    };
    addEventListener('message', listen);
    const forget = closedWithAll(() => setClosed(true));
    const watch = setInterval(() => {
      // Out of sight, the page may be throttled.
      if (document.hidden) last = performance.now();
      if (performance.now() - last > patience) closeAllPages();
    }, 500);
    return () => {
      removeEventListener('message', listen);
      forget();
      clearInterval(watch);
    };
  }, [source, kind, isClosed, isTooMuch]);
  if (isTooMuch || isClosed) {
    return (
      <span className="md-preview-note" role="status">
        {isTooMuch ? t('markdown.preview.too_much') : t('markdown.preview.closed')}
      </span>
    );
  }
  return (
    <iframe
      ref={frame}
      src="/sandbox/preview.html"
      className="md-preview"
      sandbox="allow-scripts"
      title={t(`markdown.preview.${kind}`)}
    />
  );
}
