import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { png } from '../main/attachments/samples.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { launchParley, type Parley } from './launch.ts';
import { answered, ask, controls, seedSettings } from './parley.ts';
import { names, startsWith } from './names.ts';

let provider: Provider;
let parley: Parley;

test.beforeEach(async () => {
  provider = await startProvider();
  parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
});
test.afterEach(async () => {
  await parley.close();
  await provider.close();
});

test.describe('an image that an answer names', () => {
  let server: Server;
  let asked: string[];
  let address: string;

  test.beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'image/png' }).end(png(90, 60));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  test.afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('is fetched after a click and not before, and on this computer only from a known server', async () => {
    provider.script({ kind: 'text', text: `Look: ![a cat](${address}/cat.png?secret=1)` });
    await ask(parley.page, 'A picture, please');
    const answer = await answered(parley.page);
    const load = answer.getByRole('button', { name: names.loadImageFrom(new URL(address).host) });
    await expect(load).toBeVisible();
    await expect(answer).toContainText('a cat');
    await load.click();
    await expect(answer.getByRole('status')).toContainText('on this computer or its network');
    expect(asked).toEqual([]);

    // The person has set up this server, so Parley contacts it anyway.
    await parley.close();
    parley = await parley.relaunch();
    await parley.page.evaluate(
      (baseUrl) =>
        window.parley.command('providers.save', {
          id: null,
          kind: 'openai_compatible',
          name: 'Pictures',
          baseUrl,
        }),
      address,
    );
    await controls(parley.page)
      .conversations.getByRole('button')
      .filter({ hasText: 'A picture' })
      .first()
      .click();
    const again = await answered(parley.page);
    expect(asked).toEqual([]);
    await again.getByRole('button', { name: startsWith(names.loadImageFrom('')) }).click();
    const shown = again.getByRole('img', { name: 'a cat' });
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(90);
    expect(asked).toEqual(['/cat.png?secret=1']);
    expect(parley.requestsToElsewhere()).toEqual([]);
  });
});
