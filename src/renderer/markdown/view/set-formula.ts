import type { SettableTex } from '../../../shared/markdown/tex.ts';
import { loadMathFont } from './math-font.ts';

/** How long setting continues before the window gets its turn (ms). */
const slice = 8;

type Job = () => void;

const waiting: Job[] = [];
let isWorking = false;

function work(): void {
  const began = performance.now();
  while (waiting.length > 0 && performance.now() - began < slice) waiting.shift()?.();
  isWorking = waiting.length > 0;
  if (isWorking) setTimeout(work);
}

/**
 * Sets a formula as DOM nodes with Temml, which is loaded on first use, as its font is. No HTML string is involved.
 * Formulas are set one after the other. Rejects if Temml cannot parse it.
 */
export async function setFormula({ tex, options }: SettableTex): Promise<readonly Node[]> {
  const [{ default: temml }] = await Promise.all([import('temml'), loadMathFont()]);
  return new Promise((resolve, reject) => {
    waiting.push(() => {
      const made = document.createElement('span');
      try {
        temml.render(tex, made, options);
        resolve([...made.childNodes]);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    if (isWorking) return;
    isWorking = true;
    work();
  });
}
