import type { SettableTex } from '../../../shared/markdown/tex.ts';
import { inShortTasks } from './formula-tasks.ts';
import { loadMathFont } from './math-font.ts';

/**
 * Sets a formula as DOM nodes with Temml, which is loaded on first use, as its font is. No HTML string is involved.
 * Formulas are set one after the other. Rejects if Temml cannot parse it.
 */
export async function setFormula({ tex, options }: SettableTex): Promise<readonly Node[]> {
  const [{ default: temml }] = await Promise.all([import('temml'), loadMathFont()]);
  return new Promise((resolve, reject) => {
    inShortTasks(() => {
      const made = document.createElement('span');
      try {
        temml.render(tex, made, options);
        resolve([...made.childNodes]);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
