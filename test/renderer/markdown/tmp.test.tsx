import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { byLibrary, byParley, byStream } from './render.tsx';
test('x', () => {
  for (const dir of readdirSync('/work/shared/cases').filter((d) => /^(03|04|05|06|08|26)/.test(d)))
    for (const f of readdirSync(`/work/shared/cases/${dir}`).filter((f) => f !== 'case.md')) {
      const t = readFileSync(`/work/shared/cases/${dir}/${f}`, 'utf8');
      const w = byLibrary(t);
      console.log(dir, f, byParley(t) === w, byStream(t.split('')) === w);
      console.log(w.replaceAll(/(<\/(?:p|li|pre|tr|details|summary|ul|ol)>)/g, '$1\n'));
    }
});
