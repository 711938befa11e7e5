import * as fs from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCharacterMap } from '../../../../src/main/transfer/export/math-font/character-map.ts';
import { readVariants } from '../../../../src/main/transfer/export/math-font/glyphs.ts';
import {
  codesOfFormulas,
  mathFontFor,
} from '../../../../src/main/transfer/export/math-font/math-font.ts';
import { subsetOf } from '../../../../src/main/transfer/export/math-font/subset.ts';
import { readWoff, writeWoff } from '../../../../src/main/transfer/export/math-font/woff.ts';
import { findChromium } from '../../../runtime/chromium.ts';
import { openProfile } from '../../search/profile.ts';
import { newRoot } from '../../store/support.ts';
import { conversationOf, mathFonts, said, take, text } from './rig.ts';

let browser: Awaited<ReturnType<typeof chromium.launch>>;
beforeAll(async () => {
  const executablePath = findChromium();
  browser = await chromium.launch(executablePath === null ? {} : { executablePath });
});
afterAll(() => browser.close());

const whole = readWoff(fs.readFileSync(join(mathFonts, 'noto-sans-math-latin-400-normal.woff')));

async function exported(answer: string, format: 'html' | 'pdf' = 'html'): Promise<string> {
  const profile = await openProfile();
  const conversation = conversationOf('Formulas', [said('assistant', null, [text(answer)])]);
  await profile.conversations.add(conversation);
  const { path } = await take(profile, [conversation.id], { format });
  return fs.readFileSync(path, 'utf8');
}

const formulas = String.raw`$$\int_0^1 \frac{\sqrt{x^2 + 1}}{\alpha} \, dx$$ and $\left(\sum_{k=1}^n k\right) \to \mathbb{R}$`;

test('a page with formulas has a font that draws them, of a few kilobytes', async () => {
  const html = await exported(formulas);
  const plain = await exported('No formula: 1 < 2.');
  console.log('added by formulas (bytes)', html.length - plain.length);
  expect(html.length - plain.length).toBeLessThan(48 * 1024);
  expect(html).toContain('font-src data:');
  expect(plain).not.toContain('font-src');
  expect(plain).not.toContain('@font-face');

  const file = join(newRoot(), 'page.html');
  fs.writeFileSync(file, html);
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  await page.goto(`file://${file}`);
  const heights = await page.evaluate(async () => {
    await document.fonts.ready;
    const sizes = (selector: string) =>
      [...document.querySelectorAll(selector)].map((each) => {
        const { height } = each.getBoundingClientRect();
        return height / Number.parseFloat(getComputedStyle(each).fontSize);
      });
    const faces = [...document.fonts].map(({ family, status }) => `${family}: ${status}`);
    return { faces, operators: sizes('math[display="block"] mo') };
  });
  expect(heights.faces).toEqual(['Parley Math: loaded']);
  // The integral before a fraction.
  expect(heights.operators[0]).toBeGreaterThan(1.5);
  expect(problems).toEqual([]);
  await page.close();
});

test('a formula is laid out as it is with the whole font', async () => {
  const html = await exported(formulas);
  const part = /base64,([\w+/=]+)\) format\("woff"\)/u.exec(html)?.[1] ?? '';
  const file = fs.readFileSync(join(mathFonts, 'noto-sans-math-latin-400-normal.woff'));
  const body = /<body>[^]*<\/body>/u.exec(html)?.[0] ?? '';
  const places = async (font: string): Promise<readonly number[]> => {
    const page = await browser.newPage();
    await page.setContent(
      `<style>@font-face { font-family: F; src: url(data:font/woff;base64,${font}) }
      math { font: 40px F }</style>${body}`,
    );
    const found = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.querySelectorAll('math *')].flatMap((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [x, y, x + width, y + height];
      });
    });
    await page.close();
    return found;
  };
  const drawn = await places(part);
  expect(drawn.length).toBeGreaterThan(80);
  const apart = async (font: string): Promise<number> => {
    const others = await places(font);
    expect(others).toHaveLength(drawn.length);
    return Math.max(...others.map((place, index) => Math.abs(place - (drawn[index] ?? 0))));
  };
  // Hinting looks at letters that are not in the part: a pixel.
  expect(await apart(file.toString('base64'))).toBeLessThan(2);
  expect(await apart('')).toBeGreaterThan(10);
});

test('a page to be printed has the font, too', async () => {
  expect(await exported(formulas, 'pdf')).toContain('@font-face { font-family: "Parley Math"');
});

test('letters are also those that formulas are set in, and the radical is never written', () => {
  const codes = codesOfFormulas([
    '<p>&#x3C;math>z</p><math><mi>h</mi><mi>α</mi><mo>&#x3C;</mo><mo>&amp;</mo></math>',
  ]);
  const drawn = String.fromCodePoint(...[...codes].toSorted((a, b) => a - b));
  expect(drawn).toBe(' &<hα\u210E√𝒽𝛼'.replace('𝒽', '\u{1D455}'));
  expect(codesOfFormulas(['<p>$x$</p>', '<math><mi>y'])).toEqual(new Set());
});

test('a part of a font keeps the numbers of its glyphs, with all that these stretch to', () => {
  const integral = 0x22_2b;
  const part = readWoff(writeWoff(subsetOf(whole, [integral, 0x41])));
  const table = (font: typeof whole, tag: string): Buffer =>
    font.tables.get(tag) ?? Buffer.alloc(0);
  const all = readCharacterMap(table(whole, 'cmap'));
  const kept = readCharacterMap(table(part, 'cmap'));
  expect(kept).toEqual(
    new Map([
      [0x41, all.get(0x41)],
      [integral, all.get(integral)],
    ]),
  );
  const length = (font: typeof whole, glyph: number): number => {
    const loca = table(font, 'loca');
    return loca.readUInt32BE(glyph * 4 + 4) - loca.readUInt32BE(glyph * 4);
  };
  const glyph = all.get(integral) ?? 0;
  const variants = readVariants(table(whole, 'MATH')).get(glyph) ?? [];
  expect(variants.length).toBeGreaterThan(1);
  for (const each of [glyph, ...variants]) {
    expect(length(part, each)).toBeGreaterThanOrEqual(length(whole, each));
  }
  expect(length(part, all.get(0x42) ?? 0)).toBe(0);
});

test('without the font, the page is written all the same, and the fault is told', async () => {
  const faults: unknown[] = [];
  const html = ['<math><mi>x</mi></math>'];
  const empty = newRoot();
  expect(await mathFontFor(html, empty, (fault) => faults.push(fault))).toBeNull();
  fs.writeFileSync(join(empty, 'noto-sans-math-latin-400-normal-x.woff'), 'damaged');
  expect(await mathFontFor(html, empty, (fault) => faults.push(fault))).toBeNull();
  expect(faults).toHaveLength(2);
  expect(await mathFontFor(['<p>x</p>'], empty, (fault) => faults.push(fault))).toBeNull();
  expect(faults).toHaveLength(2);
});
