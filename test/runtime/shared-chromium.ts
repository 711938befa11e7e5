import { connect as connectTcp, createServer } from 'node:net';
import { connectSocket, type CdpConnection } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import { setBrowserProcess } from './renderer-process.ts';

/** The browser leads the process group of its renderers. */
async function tellBrowserProcess({ browser }: CdpConnection): Promise<void> {
  const { processInfo } = await browser.send<{
    processInfo: readonly { readonly type: string; readonly id: number }[];
  }>('SystemInfo.getProcessInfo');
  setBrowserProcess(processInfo.find(({ type }) => type === 'browser')?.id ?? null);
}

/**
 * A forwarding port to the browser that closes with this process, so that its clients notice the
 * end.
 */
function forward(address: URL): Promise<string> {
  const server = createServer((client) => {
    const browser = connectTcp(Number(address.port), address.hostname);
    client.pipe(browser).pipe(client);
    client.on('error', () => browser.destroy());
    browser.on('error', () => client.destroy());
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const listening = server.address();
      const port = listening !== null && typeof listening === 'object' ? listening.port : 0;
      resolve(`ws://127.0.0.1:${port}${address.pathname}`);
    });
  });
}

/**
 * A new profile, without a file, in a Chromium that already runs at this DevTools address. The
 * profile and its windows are removed when this process ends in any way.
 */
export function joinChromium(address: string, isPortAsked: boolean): Chromium {
  const connection = connectSocket(address);
  const profileId = connection.browser
    .send<{ browserContextId: string }>('Target.createBrowserContext', { disposeOnDetach: true })
    .then(({ browserContextId }) => browserContextId);
  const ready = tellBrowserProcess(connection);
  for (const promise of [profileId, ready]) promise.catch(() => undefined);
  return {
    connection,
    profileId,
    devToolsLine: isPortAsked
      ? forward(new URL(address)).then((own) => `DevTools listening on ${own}`)
      : Promise.resolve(null),
    openAppWindow: null,
  };
}
