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
const trayWindowsSizes = [16, 20, 24, 32];
/** The sizes of the icon beside the clock at once and twice the size (px). */
const trayLinuxSizes = { '': 24, '@2x': 48 };
const trayMacSizes = { '': 18, '@2x': 36 };

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

async function drawTray(state: '' | 'Busy'): Promise<void> {
  const source = `tray/tray${state}.svg`;
  const target = (name: string): string => join(resources, 'tray', name);
  for (const [scale, size] of Object.entries(trayLinuxSizes)) {
    writeFileSync(target(`tray${state}${scale}.png`), (await draw(source, size)).png);
  }
  writeFileSync(target(`tray${state}.ico`), makeIco(await drawAll(source, trayWindowsSizes)));
  for (const [scale, size] of Object.entries(trayMacSizes)) {
    const { png } = await draw(`tray/tray${state}-mac.svg`, size);
    writeFileSync(target(`tray${state}Template${scale}.png`), png);
  }
}

await drawTray('');
await drawTray('Busy');
await browser.close();
