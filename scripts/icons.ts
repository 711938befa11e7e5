/**
 * `npm run icons`: draws the icons of every system from `resources/icon.svg` and, in the shape of
 * macOS, `resources/icon-mac.svg`. The results are committed, so that packaging needs no browser.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../test/runtime/chromium.ts';
import { makeIcns, makeIco, type IconSize } from './icons/containers.ts';

const resources = join(import.meta.dirname, '..', 'resources');
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 256];
const macSizes = [16, 32, 64, 128, 256, 512, 1024];

const browser = await chromium.launch({ executablePath: findChromium() ?? '' });
const page = await browser.newPage();

async function draw(file: string, size: number): Promise<IconSize> {
  const picture = readFileSync(join(resources, file)).toString('base64');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0 } img { display: block }</style>
    <img width="${size}" height="${size}" src="data:image/svg+xml;base64,${picture}">`,
  );
  return { size, png: await page.screenshot({ omitBackground: true }) };
}

async function drawAll(file: string, sizes: readonly number[]): Promise<readonly IconSize[]> {
  const drawn: IconSize[] = [];
  for (const size of sizes) drawn.push(await draw(file, size));
  return drawn;
}

for (const { size, png } of await drawAll('icon.svg', linuxSizes)) {
  writeFileSync(join(resources, 'icons', `${size}x${size}.png`), png);
}
writeFileSync(join(resources, 'icon.ico'), makeIco(await drawAll('icon.svg', windowsSizes)));
writeFileSync(join(resources, 'icon.icns'), makeIcns(await drawAll('icon-mac.svg', macSizes)));
await browser.close();
