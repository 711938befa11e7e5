import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Markdown } from './markdown.tsx';
import { plainBlocks } from '../parse/plain-blocks.ts';

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

/** The engine interprets a function at first, and makes it quick after some runs. */
const rounds = 12;

/**
 * Draws a little Markdown nobody sees, again and again while the window has nothing to do. The engine
 * compiles a function when it first runs: without this the first answer, and the first conversation
 * opened, would wait for that.
 */
export function warmMarkdown(): void {
  const root = createRoot(document.createElement('div'));
  let round = 0;
  const draw = (): void => {
    round += 1;
    plainBlocks(sample);
    // Another key: nothing is kept from the round before.
    flushSync(() => root.render(<Markdown key={round} text={sample} />));
    if (round < rounds) requestIdleCallback(draw);
    else root.unmount();
  };
  requestIdleCallback(draw);
}
