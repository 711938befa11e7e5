import { useEffect, useState } from 'react';
import Quote from 'lucide-react/icons/quote';
import { t } from '../../../../shared/language/translate.ts';
import { elementNamed } from '../../../ui/focus-registry.ts';
import { tooltip } from '../../../ui/tooltip.tsx';
import { useShortcutText } from '../../../client/use-shortcut-text.ts';
import { quoteInDraft, selectedIn, type Selected } from './selected.ts';
import styles from './quote-button.module.css';

/** Space between the pointer and the button, and the size of the button (px). */
const gap = 14;
const width = 84;
const height = 32;

interface Shown extends Selected {
  readonly left: number;
  readonly top: number;
}

/** Below the pointer that made the selection, or above it where the message box is. */
function shownAt({ clientX, clientY }: PointerEvent): Shown | null {
  const selected = selectedIn(elementNamed('log'));
  if (selected === null) return null;
  const dock = document.querySelector('[data-dock]')?.getBoundingClientRect();
  const isBelow = clientY + gap + height <= (dock?.top ?? window.innerHeight);
  const most = window.innerWidth - width - gap;
  return {
    ...selected,
    left: Math.max(gap, Math.min(clientX - width / 2, most)),
    top: isBelow ? clientY + gap : clientY - gap - height,
  };
}

/** Offers to quote a selection once the pointer has made it. Keys have an action of their own. */
export function QuoteButton() {
  const shortcut = useShortcutText('quote_selection');
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    // After the click, which may clear the selection.
    const onPointerUp = (event: PointerEvent): void =>
      void requestAnimationFrame(() => setShown(shownAt(event)));
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
      {...tooltip(t('message.menu.quote_selection'), shortcut)}
      // The selection must stay.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        setShown(null);
        quoteInDraft(shown.quote);
      }}
    >
      <Quote size={14} aria-hidden />
      {t('message.menu.quote')}
    </button>
  );
}
