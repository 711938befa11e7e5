import { useEffect } from 'react';
import { mark, rangesIn } from '../../common/text-marks.ts';
import { elementNamed } from '../../ui/focus-registry.ts';
import type { Match } from './find-matches.ts';

/** Shortest interval between two scans of a changing page (ms). */
const pause = 150;
/** Limit of highlights; nobody sees more at once. */
const maxMarks = 3000;

/** Highlights a text in every mounted message, including those mounted later. */
export function useMarks(text: string, matches: readonly Match[]): void {
  useEffect(() => {
    if (text === '' || matches.length === 0) {
      mark('found', []);
      mark('found-now', []);
      return undefined;
    }
    const wanted = new Set(matches.map(({ messageId }) => messageId));
    const draw = (): void => {
      const ranges: StaticRange[] = [];
      for (const message of document.querySelectorAll<HTMLElement>('[data-message-id]')) {
        if (ranges.length >= maxMarks) break;
        if (wanted.has(message.dataset['messageId'] ?? '')) ranges.push(...rangesIn(message, text));
      }
      mark('found', ranges);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const drawSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        draw();
      }, pause);
    };
    draw();
    const log = elementNamed('log');
    const observer = new MutationObserver(drawSoon);
    if (log !== null)
      observer.observe(log, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [text, matches]);
}
