import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Markdown } from './markdown.tsx';
import { plainBlocks } from './plain-blocks.ts';

/** A bit of what answers are made of; nothing that would load more code. */
const sample = `## A heading

A paragraph with **bold**, *emphasis*, ~~no~~ \`code\`, a [link](https://parley.invalid) and a line
that goes on\\
after a break.

- one
- two
  1. with [x]
  2. and more

> Quoted.

| a | b |
|---|--:|
| 1 | 2 |

---

The end.
`;

/**
 * Draws a little Markdown nobody sees while the window has nothing to do. The engine compiles a function
 * when it first runs: without this the first answer, and the first conversation opened, would wait for that.
 */
export function warmMarkdown(): void {
  requestIdleCallback(() => {
    plainBlocks(sample);
    requestIdleCallback(() => {
      const root = createRoot(document.createElement('div'));
      flushSync(() => root.render(<Markdown text={sample} />));
      root.unmount();
    });
  });
}
