import { writeFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../test/runtime/chromium.ts';

/** How the window looks in each picture. */
const variants = [
  { colorScheme: 'light', width: 1000, height: 720 },
  { colorScheme: 'dark', width: 1000, height: 720 },
  { colorScheme: 'light', width: 480, height: 720 },
] as const;

const gapPx = 16;

/** Takes pictures of a state of the window. */
export interface SideBySide {
  /** Writes one picture with the page in light, dark and narrow beside each other. */
  take(page: Page, path: string): Promise<void>;
  /** Writes one picture with a page of this markup in light and dark beside each other. */
  takeDrawn(markup: string, path: string): Promise<void>;
  close(): Promise<void>;
}

async function join(browser: Browser, pictures: readonly Buffer[], path: string): Promise<void> {
  const page = await browser.newPage();
  const images = pictures.map(
    (picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`,
  );
  await page.setContent(
    `<body style="margin:0"><div style="padding:${gapPx}px;display:inline-flex;gap:${gapPx}px;background:#888">${images.join('')}</div>`,
  );
  writeFileSync(path, await page.locator('div').screenshot());
  await page.close();
  console.log(path.split('/').slice(-2).join('/'));
}

/** Opens the browser that joins pictures. */
export async function openSideBySide(): Promise<SideBySide> {
  const executablePath = findChromium();
  const browser = await chromium.launch(executablePath === null ? {} : { executablePath });
  return {
    async take(page, path) {
      const pictures: Buffer[] = [];
      for (const { colorScheme, width, height } of variants) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.mouse.move(0, 0);
        // Transitions of colours and places.
        await page.waitForTimeout(400);
        pictures.push(await page.screenshot());
      }
      await page.setViewportSize({ width: 1000, height: 720 });
      await page.emulateMedia({ colorScheme: 'light' });
      await join(browser, pictures, path);
    },
    async takeDrawn(markup, path) {
      const page = await browser.newPage();
      const pictures: Buffer[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setContent(markup);
        pictures.push(await page.locator('body').screenshot());
      }
      await page.close();
      await join(browser, pictures, path);
    },
    close: () => browser.close(),
  };
}
