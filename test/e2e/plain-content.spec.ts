import { expect, type Locator } from '@playwright/test';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

const text = `## A *short* heading

One **bold [link](https://example.org/a "Why")** and \`code [1]\`, ~~gone~~, H<sub>2</sub>O,<br>
[a file](./run.py) and https://example.com.

- First, **strong** and
  *loose*

  - nested \`once\`
- Second

3. Third

| Left | Right |
| :--- | ----: |
| *a* | \`b\` |
`;

const mark = (tag: string, content: string): string => `<${tag}>${content}</${tag}>`;
const link = (url: string, title: string, content: string): string =>
  `<a href="${url}" title="${title}" rel="noreferrer noopener">${content}</a>`;

const expected = [
  mark('h2', `A ${mark('em', 'short')} heading`),
  mark(
    'p',
    `One ${mark('strong', `bold ${link('https://example.org/a', 'Why\nhttps://example.org/a', 'link')}`)} ` +
      `and ${mark('code', 'code [1]')}, ${mark('del', 'gone')}, H${mark('sub', '2')}O,<br>\n` +
      '<span class="md-refused">a file<span class="md-address"> (./run.py)</span></span> and ' +
      `${link('https://example.com/', 'https://example.com/', 'https://example.com')}.`,
  ),
  mark(
    'ul',
    mark(
      'li',
      `\n${mark('p', `First, ${mark('strong', 'strong')} and\n${mark('em', 'loose')}`)}\n` +
        `${mark('ul', `\n${mark('li', `nested ${mark('code', 'once')}`)}\n`)}\n`,
    ) + mark('li', `\n${mark('p', 'Second')}\n`),
  ),
  `<ol start="3">${mark('li', 'Third')}</ol>`,
];

/** The markup of the blocks in an answer, without what is only there for its looks. */
function markupOf(answer: Locator): Promise<readonly string[]> {
  return answer.evaluate((article) =>
    [...article.querySelectorAll('.md-group > :not(.md-table)')].map((block) =>
      block.outerHTML
        .replaceAll(/ (?:dir|data-open)="[^"]*"/g, '')
        .replaceAll(/<span>(.*?)<\/span>(?=<\/p>)/gs, '$1'),
    ),
  );
}

test('marks, links, lists and rows are the same however they came', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  provider.script({ kind: 'text', text, tokenSize: 1, tokensPerSecond: 400 });
  await ask(page, 'Every mark');
  const answer = await answered(page);
  expect(await markupOf(answer)).toEqual(expected);
  const cells = answer.locator('.md-table td');
  await expect(cells).toHaveText(['a', 'b']);
  expect(await cells.evaluateAll((all) => all.map((cell) => cell.innerHTML))).toEqual([
    '<em>a</em>',
    '<code>b</code>',
  ]);
  expect(
    await cells.evaluateAll((all) => all.map((cell) => (cell as HTMLElement).style.textAlign)),
  ).toEqual(['left', 'right']);

  // Finished before it is drawn.
  await page.reload();
  const again = await answered(page);
  expect(await markupOf(again)).toEqual(expected);

  // One handler follows all links.
  await parley.app.evaluate(({ shell }) => {
    Object.assign(globalThis, { wanted: [] });
    shell.openExternal = (url: string): Promise<void> => {
      (globalThis as unknown as { wanted: string[] }).wanted.push(url);
      return Promise.resolve();
    };
  });
  const wanted = (): Promise<readonly string[]> =>
    parley.app.evaluate(() => (globalThis as unknown as { wanted: readonly string[] }).wanted);
  await again.getByRole('link', { name: 'https://example.com' }).click();
  await expect.poll(wanted).toEqual(['https://example.com/']);
  await again.getByRole('link', { name: 'link' }).click({ button: 'middle' });
  await expect.poll(wanted).toEqual(['https://example.com/', 'https://example.org/a']);
});

test('React holds blocks, and nothing of what is in them', async ({ parley, provider }) => {
  const { page } = parley;
  const section = `${text}\n\`\`\`ts\nexport const one = 'two'; // three\n\`\`\`\n\n> A **quote**.\n\n`;
  provider.script({ kind: 'text', text: section.repeat(12) });
  await ask(page, 'Many marks');
  const answer = await answered(page);
  await expect(answer.locator('.hljs-keyword')).toHaveCount(24);
  const held = await answer.evaluate((article) => {
    const isHeld = (node: Node): boolean =>
      Object.keys(node).some((key) => key.startsWith('__reactFiber$'));
    const within = [
      ...article.querySelectorAll(
        'h2 *, p > span *, li > *, tr > *, .md-chunk *, .md-tools button',
      ),
    ];
    return {
      seen: within.length,
      held: within.filter((node) => isHeld(node)).map((node) => node.outerHTML),
    };
  });
  expect(held.seen).toBeGreaterThan(200);
  expect(held.held).toEqual([]);
});

test('a selection in text that grows stays', async ({ parley, provider }) => {
  const { page } = parley;
  const live = provider.live();
  await ask(page, 'Select it');
  await live.write('Some words that **are selected** while');
  const answer = controls(page).answers.last();
  await expect(answer).toContainText('while');
  const selected = (): Promise<string> => page.evaluate(() => getSelection()?.toString() ?? '');
  await answer.locator('p').evaluate((paragraph) => {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const first = texts.nextNode();
    let last = first;
    for (let node = first; node !== null; node = texts.nextNode()) last = node;
    if (first === null || last === null) return;
    getSelection()?.setBaseAndExtent(first, 5, last, 6);
  });
  expect(await selected()).toBe('words that are selected while');
  await live.write(' more of it `comes`, and **yet');
  await expect(answer).toContainText('yet');
  expect(await selected()).toBe('words that are selected while');
  await live.write(' more**.\n\nThe end.');
  await live.finish();
  await answered(page);
  expect(await selected()).toBe('words that are selected while');
});
