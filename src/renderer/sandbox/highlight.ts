import { highlightCode } from './highlighter.ts';
import { readCodeRequest } from './message.ts';
import type { CodeResult } from './message.ts';

/** The page in which code is highlighted. The window ends it if that takes too long. */
addEventListener('message', (event: MessageEvent<unknown>) => {
  const request = event.source === window.parent ? readCodeRequest(event.data) : null;
  if (request === null) return;
  const { id, grammar, code, before } = request;
  const answer = (result: CodeResult): void => window.parent.postMessage(result, '*');
  highlightCode(grammar, code, before).then(
    (tokens) => answer({ kind: 'tokens', id, tokens }),
    () => answer({ kind: 'plain', id }),
  );
});

window.parent.postMessage({ kind: 'ready' }, '*');
