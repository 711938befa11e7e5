import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ToolTransport } from '../../src/shared/model/tools.ts';
import { launchParley, type Parley } from '../../test/e2e/launch.ts';
import { names } from '../../test/e2e/names.ts';
import { answered, ask, controls, seedSettings } from '../../test/e2e/parley.ts';
import { fromNpm } from '../../test/main/tools/mcp/from-npm.ts';
import { startPlace } from '../../test/main/tools/mcp/sign-in/place.ts';
import type { ScriptedToolCall } from '../../test/provider/behaviour.ts';
import { startProvider, type Provider } from '../../test/provider/provider.ts';
import { openSideBySide, type SideBySide } from './side-by-side.ts';

const folder = join(import.meta.dirname, '../../docs/screenshots/tools');
const servers = join(import.meta.dirname, '../../test/main/tools/mcp/servers');

function program(name: string, ...args: readonly string[]): ToolTransport {
  const path = join(servers, `${name}.ts`);
  return { kind: 'stdio', command: process.execPath, arguments: [path, ...args], folder: '' };
}

interface Stage {
  readonly parley: Parley;
  readonly page: Page;
  readonly provider: Provider;
  readonly take: (state: string) => Promise<void>;
}

/** Launches the app with these servers on, and closes it after the pictures. */
async function withServers(
  pictures: SideBySide,
  transports: Readonly<Record<string, ToolTransport>>,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const provider = await startProvider();
  const parley = await launchParley({
    prepare(userData) {
      const on = ['calculator', 'time', 'history', ...Object.keys(transports).map(idOf)];
      seedSettings(userData, provider, { tools: { on, off: [] } });
      const kept = Object.entries(transports).map(([name, transport]) => ({
        id: idOf(name),
        name,
        isEnabled: true,
        transport,
        fields: [],
        allowsSampling: true,
      }));
      writeFileSync(
        join(userData, 'tools.json'),
        JSON.stringify({ version: 1, servers: kept, permissions: [], allowedHosts: [] }),
      );
    },
  });
  const { page } = parley;
  await page.setViewportSize({ width: 1000, height: 720 });
  const take = (state: string): Promise<void> => pictures.take(page, join(folder, `${state}.png`));
  await play({ parley, page, provider, take });
  await parley.close();
  await provider.close();
}

function idOf(name: string): string {
  return name.toLowerCase();
}

function call(name: string, args: object, count = 1): readonly ScriptedToolCall[] {
  return [{ id: `call_${count}`, name, arguments: JSON.stringify(args) }];
}

const allowOnce = (page: Page): Promise<void> =>
  page.getByRole('button', { name: names.allowOnce }).first().click();

async function calls({ page, provider, take }: Stage): Promise<void> {
  provider.next({
    kind: 'text',
    text: 'I add them up.',
    toolCalls: call('Everything__get-sum', { a: 19, b: 23 }),
  });
  provider.next({ kind: 'text', text: 'The sum is **42**.' });
  await ask(page, 'What is 19 and 23?');
  await page.getByRole('button', { name: names.allowOnce }).waitFor();
  await take('asked');
  await allowOnce(page);
  await answered(page);
  await take('done');
  await controls(page).answers.last().getByRole('group').first().getByRole('button').click();
  await take('opened');

  provider.next({
    kind: 'text',
    text: '',
    toolCalls: call('Everything__trigger-long-running-operation', { duration: 60, steps: 40 }),
  });
  await ask(page, 'Now something that takes long.');
  await allowOnce(page);
  await page.locator('[data-state="running"]').waitFor();
  // It shows its progress and how long it has run.
  await page.waitForTimeout(5000);
  await take('running');
  await controls(page).stopButton.click();
  await answered(page, 'stopped');
  await take('stopped');

  provider.next({
    kind: 'text',
    text: 'I look at three things.',
    toolCalls: [
      ...call('Everything__echo', { message: 'Trieste' }, 1),
      ...call('search_history', { query: 'weekend' }, 2),
      ...call('Everything__get-sum', { a: 'nineteen', b: 23 }, 3),
    ],
  });
  provider.next({ kind: 'text', text: 'Two of the three told me something.' });
  await controls(page).newConversation.click();
  await ask(page, 'What do you know of Trieste?');
  await page.getByRole('button', { name: names.allowAllOnce }).waitFor();
  await take('asked-for-several');
  await page.getByRole('button', { name: names.allowAllOnce }).click();
  await answered(page);
  await take('failed');
}

async function chosen({ page, take }: Stage): Promise<void> {
  await page.getByRole('button', { name: names.tools, exact: true }).click();
  await page.getByRole('dialog', { name: names.toolsOfThisConversation }).waitFor();
  await page.getByText(/About [\d,]+ tokens/).waitFor();
  await take('chosen');
  await page.keyboard.press('Escape');
  await controls(page).composer.pressSequentially('/');
  await page.getByRole('option').first().waitFor();
  await take('prompts');
  await page.keyboard.press('Escape');
  await controls(page).composer.fill('');
}

const form = {
  message: 'Where shall your tickets go?',
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Your name', description: 'As on your passport' },
      day: { type: 'string', title: 'Day', format: 'date' },
      fast: { type: 'boolean', title: 'Express', default: true },
    },
    required: ['name'],
  },
};

async function asks(stage: Stage): Promise<void> {
  const { page, provider, take } = stage;
  const have = async (method: string, params: object): Promise<void> => {
    const args = { requests: [{ method, params }] };
    provider.next({ kind: 'text', text: 'I ask them.', toolCalls: call('Asking__ask', args) });
    provider.next({ kind: 'text', text: 'That was all.' });
    await controls(page).newConversation.click();
    await ask(page, 'Book my trip');
    await allowOnce(page);
  };
  await have('elicitation/create', form);
  await page.getByRole('region', { name: names.asksYou }).waitFor();
  await take('form');
  await page.getByRole('button', { name: names.decline }).click();
  await answered(page);
  await have('sampling/createMessage', {
    systemPrompt: 'Be brief.',
    messages: [{ role: 'user', content: { type: 'text', text: 'Sum up this trip.' } }],
    maxTokens: 100,
  });
  await page.getByRole('region', { name: names.letAskYourModel }).waitFor();
  await take('model-asked');
  await page.getByRole('button', { name: names.decline }).click();
  await answered(page);
}

async function signIn({ page, take }: Stage): Promise<void> {
  await page.getByRole('button', { name: names.tools, exact: true }).click();
  const popup = page.getByRole('dialog', { name: names.toolsOfThisConversation });
  await popup.getByRole('button', { name: names.signInTo('Files') }).click();
  await controls(page)
    .settings.getByRole('group', { name: names.signInOf('Files') })
    .waitFor();
  await take('sign-in');
}

/** Takes a picture of each state of tools: docs/screenshots/tools. */
export async function toolStates(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pictures = await openSideBySide();
  const everything = fromNpm('everything', 'stdio');
  await withServers(pictures, { Everything: everything }, calls);
  await withServers(pictures, { Everything: everything }, chosen);
  await withServers(pictures, { Asking: program('asking') }, asks);
  const place = await startPlace({});
  await withServers(pictures, { Files: { kind: 'http', url: place.url } }, signIn);
  await place.close();
  await pictures.close();
}
