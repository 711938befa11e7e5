/**
 * A server that asks the person what its tools are told to: `node asking.ts`. It speaks the older
 * era on the wire itself, so that it can ask for anything.
 * - `ask` sends requests and returns the responses. With `withdrawMs`, it withdraws them then.
 * - `later` answers at once and sends its requests afterwards.
 * - `responses` returns the responses to requests sent by `later`.
 * - `gated` refuses its first call until the person has opened a page.
 * - `complete` reports that it has what it wanted at a URL.
 * - `exit` ends the server.
 */
import { answer, send, serve, textResult, tool, type Message } from './wire.ts';

interface Request {
  readonly method: string;
  readonly params: unknown;
}

const waiting = new Map<string, (response: unknown) => void>();
const late: unknown[] = [];
let asked = 0;
let isOpen = false;

/** Sends a request of the server; resolves with its response. */
function request({ method, params }: Request): { id: string; response: Promise<unknown> } {
  asked += 1;
  const id = `server-${asked}`;
  const response = new Promise<unknown>((resolve) => {
    waiting.set(id, resolve);
  });
  send({ id, method, params });
  return { id, response };
}

function requestsIn({ params }: Message): readonly Request[] {
  const given = params?.arguments?.['requests'];
  return Array.isArray(given) ? (given as readonly Request[]) : [];
}

async function onCall(message: Message): Promise<void> {
  const given = message.params?.arguments ?? {};
  switch (message.params?.name ?? '') {
    case 'ask': {
      const sent = requestsIn(message).map(request);
      const { withdrawMs } = given;
      if (typeof withdrawMs === 'number') {
        setTimeout(() => {
          for (const { id } of sent)
            send({ method: 'notifications/cancelled', params: { requestId: id } });
          answer(message, textResult('withdrawn'));
        }, withdrawMs);
        return;
      }
      const responses = await Promise.all(sent.map(({ response }) => response));
      answer(message, textResult(JSON.stringify(responses)));
      return;
    }
    case 'gated':
      if (isOpen) answer(message, textResult('in'));
      else {
        const pages = typeof given['pages'] === 'number' ? given['pages'] : 1;
        const page = { mode: 'url', message: 'Sign in first', ...given };
        const elicitations = Array.from({ length: pages }, () => page);
        send({
          id: message.id,
          error: { code: -32_042, message: 'Sign in first', data: { elicitations } },
        });
      }
      isOpen = given['staysShut'] !== true;
      return;
    case 'later':
      answer(message, textResult('soon'));
      setTimeout(() => {
        for (const each of requestsIn(message).map(request))
          void each.response.then((response) => late.push(response));
      }, 50);
      return;
    case 'responses':
      answer(message, textResult(JSON.stringify(late)));
      return;
    case 'complete':
      send({ method: 'notifications/elicitation/complete', params: given });
      answer(message, textResult('told'));
      return;
    case 'exit':
      process.exit(0);
    default:
      answer(message, textResult('There is no such tool.'));
  }
}

serve((message) => {
  if (message.method === 'tools/list') {
    const names = ['ask', 'gated', 'later', 'responses', 'complete', 'exit'];
    answer(message, { tools: names.map((name) => tool(name)) });
  } else if (message.method === 'tools/call') void onCall(message);
  else if (message.method === undefined && typeof message.id === 'string') {
    waiting.get(message.id)?.(message.result ?? { error: message.error });
  } else return false;
  return true;
});
