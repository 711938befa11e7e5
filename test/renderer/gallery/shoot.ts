import { readFile, mkdir } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { states } from './states.ts';

/**
 * Takes pictures of every state: `node test/renderer/gallery/shoot.ts <folder> [state]… [--size=480x800] [--scheme=dark]`,
 * after `vite build -c test/renderer/gallery/vite.config.ts`. The pages come with the app's own policy.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const built = join(import.meta.dirname, '../../../.cache/gallery');

const [folder = '.cache/pictures', ...rest] = process.argv.slice(2);
const option = (name: string): string | undefined =>
  rest.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1];
const wanted = rest.filter((argument) => !argument.startsWith('--'));
const sizes = (option('size') ?? '1280x800,480x800,1920x1200').split(',');
const schemes = (option('scheme') ?? 'light,dark').split(',') as ('light' | 'dark')[];

async function answer(url: string, response: ServerResponse): Promise<void> {
  const path = normalize(new URL(url, 'http://gallery').pathname);
  const file = path === '/' ? 'index.html' : path;
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  response.setHeader('content-security-policy', policy);
  response.end(await readFile(join(built, file)));
}
const server = createServer((request, response) => void answer(request.url ?? '/', response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
await mkdir(folder, { recursive: true });
let faults = 0;

async function shoot(page: Page, name: string): Promise<void> {
  const state = states[name];
  if (state === undefined) throw new Error(`There is no state ${name}`);
  await page.goto(`http://127.0.0.1:${String(port)}/?scenario=${state.scenario}`);
  await page.waitForFunction(() => document.querySelector('#root')?.childElementCount !== 0);
  await state.reach?.(page);
  await page.waitForTimeout(250);
}

for (const size of sizes) {
  const [width = 1280, height = 800] = size.split('x').map(Number);
  for (const scheme of schemes) {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(4000);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        faults += 1;
        console.log(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => {
      faults += 1;
      console.log(`error: ${error.message}`);
    });
    for (const name of wanted.length > 0 ? wanted : Object.keys(states)) {
      try {
        await shoot(page, name);
      } catch (error) {
        faults += 1;
        console.log(`${name} ${size} ${scheme}: ${String(error).slice(0, 400)}`);
      }
      await page.screenshot({ path: join(folder, `${name}-${size}-${scheme}.png`) });
    }
    await page.close();
  }
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${String(faults)} faults`);
process.exitCode = faults === 0 ? 0 : 1;
