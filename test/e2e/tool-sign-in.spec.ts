import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { startPlace, type TestPlace } from '../main/tools/mcp/sign-in/place.ts';
import { expectAccessible } from './axe.ts';
import { launchParley, type Parley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

/** Starts Parley with a server that wants a sign-in, switched on for new conversations. */
function launch(
  provider: Parameters<typeof seedSettings>[1],
  { url }: Pick<TestPlace, 'url'>,
): Promise<Parley> {
  return launchParley({
    prepare(userData) {
      seedSettings(userData, provider, { tools: { on: ['files'], off: [] } });
      const server = {
        id: 'files',
        name: 'Files',
        isEnabled: true,
        transport: { kind: 'http', url },
        fields: [],
      };
      const kept = { version: 1, servers: [server], permissions: [], allowedHosts: [] };
      writeFileSync(join(userData, 'tools.json'), JSON.stringify(kept));
    },
  });
}

/** Records every payload that leaves main, as sent. */
async function recordPayloads({ app }: Parley): Promise<() => Promise<string>> {
  await app.evaluate(({ BrowserWindow }) => {
    const payloads: string[] = [];
    Object.assign(globalThis, { payloads });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        payloads.push(JSON.stringify(values));
        send(channel, ...values);
      };
    }
  });
  return () =>
    app.evaluate(() => ((globalThis as { payloads?: string[] }).payloads ?? []).join('\n'));
}

/** Returns the addresses that Parley has opened in the person's browser. */
const opened = (parley: Parley): readonly string[] =>
  parley
    .outside()
    .filter(({ kind }) => kind === 'open-external')
    .map(({ url }) => url);

/** Plays the person's browser and returns its last page. */
async function browse(parley: Parley, count: number): Promise<string> {
  await expect.poll(() => opened(parley)).toHaveLength(count);
  return (await fetch(opened(parley).at(-1) ?? '')).text();
}

/** Returns the text of all files of the profile. */
function profileText(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Opens the sign-in of the server, from the button of the tools beside the message box. */
async function openSignIn({ page }: Parley): Promise<Locator> {
  await page.getByRole('button', { name: names.tools, exact: true }).click();
  const popup = page.getByRole('dialog', { name: names.toolsOfThisConversation });
  await popup.getByRole('button', { name: names.signInTo('Files') }).click();
  return controls(page).settings.getByRole('group', { name: names.signInOf('Files') });
}

test('a person signs in to a tool server, uses it, gives it more access and signs out', async ({
  provider,
}) => {
  // An authorization server with an origin of its own, which is on this machine.
  const place = await startPlace({ isApart: true });
  const { host } = new URL(place.issuer);
  const parley = await launch(provider, place);
  const { page } = parley;
  const payloads = await recordPayloads(parley);
  const group = await openSignIn(parley);

  await group.getByRole('button', { name: names.signIn, exact: true }).click();
  await expect(group).toContainText(`leads to ${host} on this computer`);
  // The safe answer has the focus.
  await expect(group.getByRole('button', { name: names.cancel })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(group.getByRole('button', { name: names.allowThisHost })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(group).toContainText(`Your browser opens ${host}`);
  await expect(group.getByRole('list', { name: names.access })).toContainText('files.read');
  await expectAccessible(page, 'before the browser opens');
  expect(opened(parley)).toEqual([]);

  await group.getByRole('button', { name: names.openBrowser }).click();
  await expect(group.getByRole('status')).toContainText('Waiting for your browser');
  await group.getByRole('button', { name: names.cancel }).click();
  await group.getByRole('button', { name: names.signIn, exact: true }).click();
  await group.getByRole('button', { name: names.openBrowser }).click();
  expect(await browse(parley, 2)).toContain('You are signed in');
  await expect(group).toContainText(`Signed in at ${host}`);
  await expectAccessible(page, 'signed in');
  await page.keyboard.press('Escape');

  const call = (id: string) => ({
    kind: 'text' as const,
    text: 'I will.',
    toolCalls: [{ id, name: 'Files__add', arguments: '{"a":1,"b":2}' }],
  });
  provider.next(call('call_1'));
  provider.script({ kind: 'text', text: 'It is three.' });
  await ask(page, 'One and two?');
  await page.getByRole('button', { name: names.allowInThisConversation }).click();
  await expect(await answered(page)).toContainText('It is three.');

  place.state.needs = ['files.write'];
  provider.next(call('call_2'));
  provider.script({ kind: 'text', text: 'I may not.' });
  await ask(page, 'Again?');
  await expect(await answered(page)).toContainText('wants more access for this (files.write) than');
  const again = await openSignIn(parley);
  await again.getByRole('button', { name: names.signInAgain }).click();
  await again.getByRole('button', { name: names.openBrowser }).click();
  await browse(parley, 3);
  await expect(again).not.toContainText('more access');
  await again.getByRole('button', { name: names.signOut }).click();
  await expect(again.getByRole('button', { name: names.signIn, exact: true })).toBeVisible();
  expect(place.requests('/revoke')).toHaveLength(2);

  // Codes, tokens and verifiers were nowhere but in main's memory and its encrypted store.
  const seen = [await payloads(), await parley.rendererHeap(), parley.output()];
  const everywhere = [...seen, profileText(parley.userData)].join('\n');
  expect(place.secrets.length).toBeGreaterThan(6);
  expect(place.secrets.filter((secret) => everywhere.includes(secret))).toEqual([]);
  await parley.close();
  await place.close();
});

test('the error of a tool server leads to the settings of tools', async ({ provider }) => {
  const place = await startPlace();
  const parley = await launch(provider, place);
  const { page } = parley;
  const group = await openSignIn(parley);
  await group.getByRole('button', { name: names.signIn, exact: true }).click();
  await group.getByRole('button', { name: names.openBrowser }).click();
  await browse(parley, 1);
  await expect(group).toContainText('Signed in at');
  await page.keyboard.press('Escape');
  place.forgetAll();
  provider.next({
    kind: 'text',
    text: 'I will.',
    toolCalls: [{ id: 'call_1', name: 'Files__add', arguments: '{"a":1,"b":2}' }],
  });
  provider.script({ kind: 'text', text: 'I could not.' });
  await ask(page, 'One and two?');
  await page.getByRole('button', { name: names.allowOnce }).click();
  const answer = await answered(page);
  await expect(answer).toContainText('Your sign-in to Files');
  await answer.getByRole('button', { name: /add on Files/ }).click();
  await answer.getByRole('button', { name: names.openSettingsOfTools }).click();
  const { settings } = controls(page);
  await expect(settings.getByRole('tab', { name: names.tools })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(settings.getByRole('group', { name: names.signInOf('Files') })).toContainText(
    'has ended',
  );
  await parley.close();
  await place.close();
});
