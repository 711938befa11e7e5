import { useCallback } from 'react';
import type { ReactNode } from 'react';

interface PagePreviewProps {
  readonly source: string;
  /** `svg` is shown as an image, everything else as a page. */
  readonly kind: 'html' | 'svg';
}

/** In force in the page whatever it says itself: nothing is fetched, nothing runs. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/**
 * HTML or SVG that the person asked to see. The page is of no origin, runs no script (an empty `sandbox`),
 * has no network (the window's own policy, which it inherits, and a stricter one), and can go nowhere.
 */
export function PagePreview({ source, kind }: PagePreviewProps): ReactNode {
  // An address of its own while it is in the page, and no longer.
  const load = useCallback(
    (element: HTMLIFrameElement | HTMLImageElement | null) => {
      if (element === null) return undefined;
      const type = kind === 'svg' ? 'image/svg+xml' : 'text/html;charset=utf-8';
      const head = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
      const url = URL.createObjectURL(
        new Blob([kind === 'svg' ? source : head + source], { type }),
      );
      element.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [source, kind],
  );
  return kind === 'svg' ? (
    <div className="md-diagram">
      <img ref={load} alt="Preview of the SVG" />
    </div>
  ) : (
    <iframe ref={load} className="md-preview" sandbox="" title="Preview of the page" />
  );
}
