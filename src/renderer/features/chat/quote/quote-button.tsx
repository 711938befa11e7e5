import { useEffect, useState } from 'react';
import Quote from 'lucide-react/icons/quote';
import { elementNamed } from '../../../ui/focus-registry.ts';
import { tooltip } from '../../../ui/tooltip.tsx';
import { useShortcutText } from '../../../client/use-shortcut-text.ts';
import { quoteInDraft, selectedIn, type Selected } from './selected.ts';
import styles from './quote-button.module.css';

/** Space between the selection and the button, and the size of the button (px). */
const gap = 6;
const width = 84;
const height = 32;

interface Shown extends Selected {
  readonly left: number;
  readonly top: number;
}

/** Below the end of the selection, or above its beginning where the message box is. */
function placeOf(selected: Selected, bottom: number): Shown | null {
  const rects = [...selected.range.getClientRects()].filter((rect) => rect.width > 0);
  const [first, last] = [rects[0], rects.at(-1)];
  if (first === undefined || last === undefined) return null;
  const isBelow = last.bottom + gap + height <= bottom;
  const near = isBelow ? last.right : first.left + width;
  const left = Math.max(gap, Math.min(near, window.innerWidth - gap) - width);
  return { ...selected, left, top: isBelow ? last.bottom + gap : first.top - gap - height };
}

function findSelected(): Shown | null {
  const log = elementNamed('log');
  const selected = selectedIn(log);
  if (selected === null) return null;
  const dock = document.querySelector('[data-dock]')?.getBoundingClientRect().top;
  return placeOf(selected, dock ?? window.innerHeight);
}

/** Offers to quote a selection once the pointer has made it. Keys have an action of their own. */
export function QuoteButton() {
  const shortcut = useShortcutText('quote_selection');
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    // After the click, which may clear the selection.
    const onPointerUp = (): void => void requestAnimationFrame(() => setShown(findSelected()));
    document.addEventListener('pointerup', onPointerUp);
    return () => document.removeEventListener('pointerup', onPointerUp);
  }, []);
  const isShown = shown !== null;
  useEffect(() => {
    if (!isShown) return undefined;
    const abort = new AbortController();
    const hide = (): void => setShown(null);
    const options = { signal: abort.signal, capture: true };
    document.addEventListener('scroll', hide, options);
    window.addEventListener('resize', hide, options);
    document.addEventListener(
      'selectionchange',
      () => {
        if (selectedIn(elementNamed('log')) === null) hide();
      },
      options,
    );
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        // Esc closes one thing; it must not stop an answer as well.
        event.preventDefault();
        hide();
      },
      options,
    );
    return () => abort.abort();
  }, [isShown]);
  if (shown === null) return null;
  return (
    <button
      type="button"
      className={styles.button}
      style={{ left: shown.left, top: shown.top }}
      {...tooltip('Quote the selection', shortcut)}
      // The selection must stay.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        setShown(null);
        quoteInDraft(shown.quote);
      }}
    >
      <Quote size={14} aria-hidden />
      Quote
    </button>
  );
}
