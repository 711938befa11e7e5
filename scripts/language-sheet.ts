/**
 * `npm run language-sheet`: takes eight views of the built app in each language and joins them to
 * one sheet per language, docs/languages/<tag>.jpg. With tags, only those languages, also the two
 * for tests (`en-XA`, `ar-XB`). With `--full`, the pictures go to `.cache/languages` as well, in
 * full size. `--fonts=FOLDER` adds fonts for scripts that the machine has none for.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { languageTagged, type LanguageTag } from '../src/shared/language/catalogues.ts';
import { translations } from '../src/shared/language/translations.ts';
import { findChromium } from '../test/runtime/chromium.ts';
import { languageViews, type LanguageView } from './screenshots/language-views.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/languages');
const fullFolder = join(root, '.cache/languages');

/** The size of a view in the sheet, and the space around it (px). */
const view = { width: 640, height: 400, gap: 12 } as const;
const columns = 2;

async function joinViews(views: readonly LanguageView[]): Promise<Buffer> {
  const executablePath = findChromium();
  const browser = await chromium.launch(executablePath === null ? {} : { executablePath });
  const rows = Math.ceil(views.length / columns);
  const width = columns * (view.width + view.gap) + view.gap;
  const height = rows * (view.height + view.gap) + view.gap;
  const page = await browser.newPage({ viewport: { width, height } });
  const images = views.map(
    ({ picture }) => `<img src="data:image/png;base64,${picture.toString('base64')}">`,
  );
  await page.setContent(
    `<style>body{margin:${view.gap}px;display:grid;grid-template-columns:repeat(${columns},${view.width}px);gap:${view.gap}px;background:#888}
    img{width:${view.width}px;height:${view.height}px;object-fit:contain}</style>${images.join('')}`,
  );
  const sheet = await page.screenshot({ type: 'jpeg', quality: 78 });
  await browser.close();
  return sheet;
}

function wanted(names: readonly string[]): readonly LanguageTag[] {
  if (names.length === 0) return translations;
  return names.map((name) => {
    const tag = languageTagged(name);
    if (tag === null) throw new Error(`${name} is no language of Parley.`);
    return tag;
  });
}

/** Lets the window use the fonts of a folder without installing them. */
function addFonts(fonts: string): void {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const file = join(root, '.cache/fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><dir>${fonts}</dir></fontconfig>`,
  );
  process.env['FONTCONFIG_FILE'] = file;
}

const parameters = process.argv.slice(2);
const fonts = parameters.find((each) => each.startsWith('--fonts='));
if (fonts !== undefined) addFonts(fonts.slice('--fonts='.length));
const isFull = parameters.includes('--full');
mkdirSync(folder, { recursive: true });
for (const tag of wanted(parameters.filter((each) => !each.startsWith('--')))) {
  const views = await languageViews(tag);
  writeFileSync(join(folder, `${tag}.jpg`), await joinViews(views));
  if (isFull) {
    mkdirSync(join(fullFolder, tag), { recursive: true });
    for (const { name, picture } of views)
      writeFileSync(join(fullFolder, tag, `${name}.png`), picture);
  }
  console.log(tag);
}
