import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { png } from '../main/attachments/samples.ts';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { give, image } from './files.ts';
import { names } from './names.ts';
import { answered, ask, controls } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';

/** Drags something with the mouse; returns the path of the file that the system gets. */
async function dragOut({ app, page }: SharedParley, handle: Locator): Promise<string> {
  const dragged = (): Promise<readonly string[]> =>
    app.evaluate(({ app: electron }) => {
      const { desktopCalls } = electron as unknown as {
        desktopCalls: { call: string; args: string[] }[];
      };
      return desktopCalls
        .filter(({ call }) => call === 'startDrag')
        .map(({ args }) => args[0] ?? '');
    });
  const before = (await dragged()).length;
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(5, 5, { steps: 4 });
  await expect.poll(async () => (await dragged()).length).toBe(before + 1);
  await page.mouse.up();
  return (await dragged()).at(-1) ?? '';
}

test('messages, code, pictures and conversations become files when they are dragged', async ({
  parley,
  provider,
}) => {
  test.skip((await chooseRuntime()).kind !== 'stand-in', 'reads what the stand-in wrote down');
  const { page, app } = parley;
  const ui = controls(page);
  await give(page, 'paste', 'textarea', [image('wren.png', png(60, 40))]);
  const list = page.getByRole('list', { name: names.attachments });
  await expect(list).toHaveAttribute('aria-busy', 'false');
  const draft = await dragOut(parley, list.getByRole('listitem').filter({ hasText: 'wren.png' }));
  expect(basename(draft)).toBe('wren.png');
  expect(readFileSync(draft)).toEqual(Buffer.from(png(60, 40)));
  provider.next({ kind: 'text', text: 'So:\n\n1. Run\n\n   ```sh\n   ls -l\n   ```\n' });
  await ask(page, 'How many wrens?');
  await answered(page);
  const answer = ui.answers.first();

  const message = await dragOut(parley, answer.getByRole('button', { name: names.more }));
  expect(basename(message)).toBe('How many wrens.md');
  expect(readFileSync(message, 'utf8')).toContain('ls -l');
  const save = answer.getByRole('button', { name: names.saveCode });
  const code = await dragOut(parley, save);
  expect(basename(code)).toBe('How many wrens.sh');
  expect(readFileSync(code, 'utf8')).toBe('ls -l\n');
  const picture = await dragOut(
    parley,
    ui.questions.last().getByRole('button', { name: names.showPicture('wren.png') }),
  );
  expect(basename(picture)).toBe('wren.png');
  expect(readFileSync(picture)).toEqual(Buffer.from(png(60, 40)));
  // A picture in the Markdown of an answer.
  provider.next({
    kind: 'text',
    text: `![A wren](data:image/png;base64,${Buffer.from(png(50, 30)).toString('base64')})`,
  });
  await ask(page, 'Show me one');
  await answered(page);
  const shown = await dragOut(parley, ui.answers.last().getByRole('img', { name: 'A wren' }));
  expect(basename(shown)).toBe('How many wrens.png');
  expect(readFileSync(shown)).toEqual(Buffer.from(png(50, 30)));
  const heading = page.getByRole('heading', { name: 'How many wrens?' });
  expect(basename(await dragOut(parley, heading))).toBe('How many wrens.zip');
  const row = ui.conversations.getByRole('listitem').filter({ hasText: 'How many wrens?' });
  const ofRow = row.getByRole('button', { name: names.more });
  expect(basename(await dragOut(parley, ofRow))).toBe('How many wrens.zip');

  // By keyboard, the same code is saved where the person says.
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async (...given: readonly unknown[]) => {
      Object.assign(globalThis, { suggested: given.at(-1) });
      return { canceled: true, filePath: '' };
    };
  });
  await save.press('Enter');
  await expect
    .poll(() => app.evaluate(() => (globalThis as { suggested?: object }).suggested))
    .toMatchObject({ defaultPath: 'How many wrens.sh' });

  // Nothing of a temporary conversation is written, and the person is told why.
  await page.keyboard.press('Control+Shift+N');
  provider.next({ kind: 'text', text: 'None.' });
  await ask(page, 'How many owls?');
  await answered(page);
  await ui.answers.last().getByRole('button', { name: names.more }).hover();
  await page.mouse.down();
  await page.mouse.move(5, 5, { steps: 4 });
  await expect(page.getByText(/nothing of it can be dragged out/u)).toBeVisible();
  await page.mouse.up();
  await page.evaluate(async () => {
    const start = await window.parley.command('app.start', { shown: null });
    for (const { id, temporary } of start.ok ? start.value.heads : []) {
      if (temporary === true)
        await window.parley.command('conversation.delete', { conversationId: id });
    }
  });
});
