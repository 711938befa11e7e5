/**
 * Runs a server that answers as its address says, in a separate process, so that its work blocks
 * nobody else and its memory does not count as anyone else's.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRandom } from '../bench/library/random.ts';
import { nastyBody } from './nasty/bodies.ts';
import { nastyStream } from './nasty/streams.ts';

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.writableNeedDrain) response.once('drain', resolve);
    else setImmediate(resolve);
  });
}

async function stream(response: ServerResponse, seed: number): Promise<void> {
  const { pieces, end } = nastyStream(createRandom(seed));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const closed = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  let unsent = 0;
  for (const piece of pieces) {
    if (response.destroyed) return;
    unsent += 1;
    if (!response.write(piece) || unsent > 500) {
      unsent = 0;
      // A client that has left never drains.
      await Promise.race([closed, drained(response)]);
    }
  }
  if (end === 'clean') response.end();
  else if (end === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.end();
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, kind = '', seed = ''] = (request.url ?? '').split('/');
  request.resume();
  response.on('error', () => undefined);
  if (kind === 'stream') {
    stream(response, Number(seed)).catch(() => response.destroy());
    return;
  }
  const { status, headers, body } = nastyBody(createRandom(Number(seed)), 200_000);
  response.writeHead(status, headers);
  response.end(body);
}

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit());
