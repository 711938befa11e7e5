import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, type Locator, type Page } from '@playwright/test';
import { answered, ask, controls } from './parley.ts';
import { test } from './shared-app.ts';
import { names } from './names.ts';

const answer = `Inline $x^2 + 5%$ and \\(a_1\\), but $HOME/bin:$PATH and $5 or $10 stay.

$$
\\overline{AB} = \\sqrt[3]{x}

+ \\frac{50%}{2} + \\cancel{y} + \\boxed{z}
$$

\\begin{align}
a &= b + c \\\\
d &= e
\\end{align}

A broken one: $\\frac{a$ and a refused link [the script](./run.py), an empty one [](https://example.org/empty).

H<sub>2</sub>O, x<sup>2</sup>, press <kbd>Ctrl</kbd>+<kbd>K</kbd>, <mark>marked</mark>, a<br>b and <blink>unknown</blink>.

<details>
<summary>How it *works*</summary>

The zebra hides in here.

\`\`\`bash
echo hidden
\`\`\`

</details>

<details open>
<summary>An open one</summary>

- with a list

</details>

含**「重点」**内容，~~删除。~~后面 https://example.com/docs（说明）。

\`\`\`markdown
# Inner
\`\`\`bash
npm ci
\`\`\`
end
\`\`\`

| a | b |
| - | - |
| \`x|y\` | z |
| 1 | 2 | surplus |

[unused]: https://example.org/unused "Unused"

The end.
`;

const hiddenText = 'The zebra hides in here.';

test('an answer as people write it is shown, found, copied and taken out whole', async ({
  parley,
  provider,
}) => {
  const { page } = parley;
  provider.script({ kind: 'text', text: answer, tokenSize: 5, tokensPerSecond: 400 });
  await ask(page, 'Write, please');
  // A fold opened while text arrives stays open.
  const log = controls(page).log;
  const fold = log.locator('details').first();
  await fold.locator('summary').click();
  await expect(fold).toHaveJSProperty('open', true);
  const shown = await answered(page);
  await expect(fold).toHaveJSProperty('open', true);
  await expect(shown.getByText(hiddenText)).toBeVisible();
  await expect(shown.locator('math')).toHaveCount(4);
  await expect(shown.getByText('the script (./run.py)')).toBeVisible();
  await expect(shown.getByRole('link', { name: 'https://example.org/empty' })).toBeVisible();
  await screens(page, 'answer');

  // A closed fold opens for a match inside it.
  await fold.locator('summary').press('Enter');
  await expect(shown.getByText(hiddenText)).toBeHidden();
  await page.keyboard.press('ControlOrMeta+f');
  await page.getByRole('textbox', { name: names.findInConversation }).fill('zebra hides');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(shown.getByText(hiddenText)).toBeInViewport();
  await page.getByRole('textbox', { name: names.findInConversation }).fill('how it works');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await page.keyboard.press('Escape');
  const html = await richCopy(shown);
  expect(html).toContain('<annotation encoding="application/x-tex">');
  expect(html).toContain('the script (./run.py)');

  // An export writes the same content: its formulas are set, and its fold can be opened.
  const file = join(parley.userData, 'copied.html');
  writeFileSync(file, html);
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath });
  const exported = await browser.newPage();
  await exported.goto(`file://${file}`);
  await expect(exported.locator('math')).toHaveCount(4);
  const root = exported.locator('msqrt, mroot').first();
  expect((await root.boundingBox())?.height).toBeGreaterThan(10);
  await exported.locator('summary').first().click();
  await expect(exported.getByText(hiddenText)).toBeVisible();
  await screens(exported, 'export');
  await browser.close();

  async function richCopy(message: Locator): Promise<string> {
    await message.hover();
    await message.getByRole('button', { name: names.more }).click();
    await page.getByRole('menuitem', { name: names.copyAsRichText }).click();
    const held = (): Promise<string> =>
      parley.app.evaluate(async ({ clipboard }) => {
        const [item] = await clipboard.read();
        const copied = item?.types.includes('text/html') ? await item.getType('text/html') : '';
        return copied instanceof Blob ? copied.text() : copied;
      });
    await expect.poll(held).toContain('<math ');
    return held();
  }
});

async function screens(page: Page, name: string): Promise<void> {
  const folder = process.env['PARLEY_SHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width: 1100, height: 2300 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1100, height: 780 });
}
