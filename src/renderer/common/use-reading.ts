import { useLayoutEffect } from 'react';
import type { Density } from '../../shared/model/settings.ts';
import { useApp } from '../client/use-app.ts';

/** Line height, space between blocks and space between turns, in steps of LOOK's scale. */
const densities: Readonly<Record<Density, readonly [string, string, string]>> = {
  compact: ['1.45', '12px', '16px'],
  comfortable: ['1.6', '16px', '24px'],
  spacious: ['1.8', '20px', '36px'],
};

/** A font name in CSS syntax, followed by its fallback. */
function fontStack(name: string, fallback: string): string {
  const plain = name.replaceAll(/["\\\p{Cc}]/gu, '').trim();
  return plain === '' ? fallback : `"${plain}", ${fallback}`;
}

function fontOf(name: string): string {
  if (name === 'serif') return "ui-serif, Georgia, 'Liberation Serif', serif";
  return fontStack(name, 'system-ui, sans-serif');
}

/** Applies the reading settings to `<html>`, as the variables at the top of ui/tokens.css. */
export function useReading(): void {
  const settings = useApp((state) => state.settings?.settings ?? null);
  useLayoutEffect(() => {
    if (settings === null) return;
    const [leading, gap, turnGap] = densities[settings.density];
    const { style } = document.documentElement;
    style.setProperty('--measure', `${String(settings.lineWidth)}ch`);
    style.setProperty('--reading-size', `${String(settings.textSize / 16)}rem`);
    style.setProperty('--reading-font', fontOf(settings.textFont));
    style.setProperty('--reading-leading', leading);
    style.setProperty('--reading-gap', gap);
    style.setProperty('--turn-gap', turnGap);
    if (settings.codeFont.trim() === '') style.removeProperty('--font-code');
    else style.setProperty('--font-code', fontStack(settings.codeFont, 'ui-monospace, monospace'));
  }, [settings]);
}
