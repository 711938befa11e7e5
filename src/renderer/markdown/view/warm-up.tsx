import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Markdown } from './markdown.tsx';
import { plainBlocks } from '../parse/plain-blocks.ts';

/** Typical content of answers that needs no further code to be loaded. */
const sample = `## A heading

A paragraph with **bold**, *emphasis*, ~~no~~ \`code\`, a [link](https://parley.invalid) and a line
that goes on\\
after a break.

- one
- two
  1. with [x]
  2. and more

> Quoted.

\`\`\`
some code
\`\`\`

| a | b |
|---|--:|
| 1 | 2 |

---

The end.
`;

/** The engine interprets a function at first, and optimises it after some runs. */
const rounds = 12;

/**
 * Renders a little invisible Markdown repeatedly while the window is idle. The engine compiles
 * functions on their first run; without this, the first answer and the first opened conversation
 * would wait for that. Resolves at the end.
 */
export function warmMarkdown(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const root = createRoot(document.createElement('div'));
  let round = 0;
  const draw = (): void => {
    round += 1;
    plainBlocks(sample);
    // A new key, so that nothing is reused from the previous round.
    flushSync(() => root.render(<Markdown key={round} text={sample} />));
    if (round < rounds) requestIdleCallback(draw);
    else {
      root.unmount();
      resolve();
    }
  };
  requestIdleCallback(draw);
  return promise;
}
