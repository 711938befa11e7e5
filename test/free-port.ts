import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems give programs that ask for any port one above these (Linux from 32,768 on). */
const lowest = 20_000;
const highest = 32_000;

/** True if nobody listens at a port of this computer. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * Finds a free port. It is none that the system could give to another program, such as a browser's
 * debugger, before the caller takes it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}
