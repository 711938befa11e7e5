/**
 * Takes a picture of every state of the conversation page: `node test/renderer/chat-gallery/shots.ts
 * <folder> [scene …]`. Needs a Chromium: `CHROMIUM` names it.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { scenes } from './scenes.ts';

const [folder = 'shots', ...wanted] = process.argv.slice(2);
const sizes = [
  { name: 'medium', width: 1280, height: 800 },
  { name: 'narrow', width: 480, height: 800 },
  { name: 'wide', width: 1920, height: 1200 },
];

await mkdir(folder, { recursive: true });
const server = await createServer({
  root: join(import.meta.dirname, '../../..'),
  configFile: false,
  plugins: [react()],
  server: { port: 0 },
  logLevel: 'error',
  cacheDir: '.cache/vite-chat-gallery',
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const scene of wanted.length > 0 ? wanted : Object.keys(scenes)) {
    for (const { name, width, height } of sizes) {
      for (const colorScheme of ['light', 'dark'] as const) {
        if (wanted.length === 0 && name === 'wide' && colorScheme === 'dark') continue;
        const page = await browser.newPage({ viewport: { width, height }, colorScheme });
        page.on('pageerror', (error) => console.error(scene, error.message));
        page.on('console', (line) => {
          if (line.type() === 'error') console.error(scene, line.text());
        });
        await page.goto(`${address}test/renderer/chat-gallery/index.html?scene=${scene}`);
        await page
          .getByRole('textbox', { name: 'Message' })
          .or(page.getByRole('status'))
          .first()
          .waitFor();
        await page.waitForTimeout(600);
        await page.screenshot({ path: join(folder, `${scene}-${name}-${colorScheme}.png`) });
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
