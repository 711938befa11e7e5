import { useLayoutEffect } from 'react';
import { useApp } from '../client/use-app.ts';
import { readingSpaces } from './reading-space.ts';

/** A font name in CSS syntax, followed by its fallback. */
function fontStack(name: string, fallback: string): string {
  const plain = name.replaceAll(/["\\\p{Cc}]/gu, '').trim();
  return plain === '' ? fallback : `"${plain}", ${fallback}`;
}

function fontOf(name: string): string {
  if (name === 'serif') return "ui-serif, Georgia, 'Liberation Serif', serif, var(--font-script)";
  return fontStack(name, 'var(--font-system)');
}

/** Applies the reading settings to `<html>`, as the variables at the top of ui/tokens.css. */
export function useReading(): void {
  const settings = useApp((state) => state.settings?.settings ?? null);
  useLayoutEffect(() => {
    if (settings === null) return;
    const { leading, blockGapPx, turnGapPx } = readingSpaces[settings.density];
    const { style } = document.documentElement;
    style.setProperty('--measure', `${String(settings.lineWidth)}ch`);
    style.setProperty('--reading-size', `${String(settings.textSize / 16)}rem`);
    style.setProperty('--reading-font', fontOf(settings.textFont));
    style.setProperty('--reading-leading', String(leading));
    style.setProperty('--reading-gap', `${String(blockGapPx)}px`);
    style.setProperty('--turn-gap', `${String(turnGapPx)}px`);
    document.documentElement.toggleAttribute('data-typewriter', settings.typewriterScroll);
    if (settings.codeFont.trim() === '') style.removeProperty('--font-code');
    else style.setProperty('--font-code', fontStack(settings.codeFont, 'ui-monospace, monospace'));
  }, [settings]);
}
