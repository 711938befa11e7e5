import { expect, type Locator } from '@playwright/test';
import type { Provider } from '../provider/provider.ts';
import { answered, ask } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';
import { names } from './names.ts';

let provider: Provider;
let parley: SharedParley;

test.beforeEach(({ provider: given, parley: app }) => {
  provider = given;
  parley = app;
});

async function answerWith(text: string): Promise<Locator> {
  provider.script({ kind: 'text', text, tokenSize: 9, tokensPerSecond: 4000 });
  await ask(parley.page, 'Blocks, please');
  return answered(parley.page);
}

const clipboard = (): Promise<string> =>
  parley.app.evaluate(({ clipboard: held }) => held.readText());

test('code can be copied, wrapped and folded, and is highlighted when there is time', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) => `const value${index} = "${'x'.repeat(index * 4)}" // <&>`,
  );
  const code = `${lines.join('\n')}\n`;
  const answer = await answerWith(`Code:\n\n\`\`\`ts\n${code}\`\`\`\n`);
  const block = answer.locator('figure.md-code');
  await expect(block.locator('.hljs-keyword').first()).toHaveText('const');
  await expect(block.locator('.hljs-keyword')).toHaveCount(60);
  expect(await block.locator('code').textContent()).toBe(code);

  await block.getByRole('button', { name: names.copyCode }).click();
  await expect(block.getByRole('status')).toHaveText('Copied');
  await expect.poll(clipboard).toBe(code);

  const pre = block.locator('pre');
  const overflows = (): Promise<boolean> =>
    pre.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
  expect(await overflows()).toBe(true);
  const wrap = block.getByRole('button', { name: names.wrapLines });
  await wrap.click();
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(overflows).toBe(false);

  const height = async (): Promise<number> => (await pre.boundingBox())?.height ?? 0;
  const whole = await height();
  await block.getByRole('button', { name: names.foldLines(60) }).click();
  await expect.poll(height).toBeLessThan(whole / 2);
  await block.getByRole('button', { name: names.showAllLines(60) }).click();
  await expect.poll(height).toBe(whole);
});

test('a table is copied as TSV and as CSV', async () => {
  const answer = await answerWith(
    '| Name | Note |\n| --- | --- |\n| **a** | x, y |\n| "q" | `c` |\n',
  );
  const table = answer.locator('.md-table');
  await table.hover();
  await table.getByRole('button', { name: names.copyTable, exact: true }).click();
  await expect.poll(clipboard).toBe('Name\tNote\na\tx, y\n"q"\tc');
  await table.getByRole('button', { name: names.copyTableAsCsv }).click();
  await expect.poll(clipboard).toBe('Name,Note\na,"x, y"\n"""q""",c');
});

test('a long table and a long list keep their meaning, rows, numbers and widths', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => `| row ${index} | ${index * 7} | words |`);
  const items = Array.from({ length: 100 }, (_, index) => `${index + 5}. item ${index}`);
  const answer = await answerWith(
    `| a | b | c |\n| --- | ---: | --- |\n${rows.join('\n')}\n\n${items.join('\n')}\n`,
  );
  const table = answer.getByRole('table');
  await expect(table.locator('tr')).toHaveCount(301);
  await expect(table.getByRole('row')).toHaveCount(301);
  await expect(table.getByRole('cell')).toHaveCount(900);
  const edges = await table.evaluate((element: HTMLTableElement) =>
    [0, 1, 150, 300].map((at) =>
      [...(element.rows[at]?.cells ?? [])].map((cell) =>
        Math.round(cell.getBoundingClientRect().left),
      ),
    ),
  );
  for (const edge of edges) expect(edge).toEqual(edges[0]);
  expect(
    await table.evaluate(
      (element) => element.scrollWidth <= (element.parentElement?.clientWidth ?? 0),
    ),
  ).toBe(true);
  const list = answer.getByRole('list');
  await expect(list).toHaveCount(1);
  await expect(list.getByRole('listitem')).toHaveCount(100);
  expect(
    await list
      .locator('li[value]')
      .evaluateAll((found) => found.map((item) => item.getAttribute('value'))),
  ).toEqual(['37', '69', '101']);
  // The numbers are visible, not only counted.
  await expect(list.getByRole('listitem').last()).toHaveCSS('list-style-type', 'decimal');
});

test('character references are read, although the policy refuses innerHTML', async () => {
  const answer = await answerWith(
    'Fish &amp; chips &copy; &ngE; &lt;b&gt; &notit; &nosuch; [a &eacute;](https://a.b/?x&lt;y "&quot;")',
  );
  await expect(answer).toContainText('Fish & chips © ≧̸ <b> &notit; &nosuch; a é');
});

test('an image from elsewhere is not asked for', async () => {
  const answer = await answerWith('See ![a chart](https://pictures.example/chart.png) and on.');
  await expect(answer.getByText('a chart')).toBeVisible();
  await expect(answer.locator('img')).toHaveCount(0);
  expect(parley.requestsToElsewhere()).toEqual([]);
});
