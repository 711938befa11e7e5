import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { languages } from '../../src/shared/language/catalogues.ts';

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December';
const month = `(?:${months}|${months.replaceAll(/([A-Z][a-z]{2})[a-z]*/gu, '$1')})`;

/** Packages and their licences, as the dialog about Parley lists them. */
const packages = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/third-party-notices.json'), 'utf8'),
) as { readonly packages: readonly Readonly<Record<'name' | 'version' | 'licence', string>>[] };
const packageWords = new Set(
  packages.packages.flatMap(({ name, version, licence }) => [name, version, licence]),
);

/** Languages are named in their own words. */
const endonyms = new Set<string>(Object.values(languages).map(({ name }) => name));

/** Names, and what formatters write, which stay as they are in every language for tests. */
const names: readonly RegExp[] = [
  /\bParley\b/gu,
  // The system's language, beside the word for it.
  /\(English\)/gu,
  /\b(?:Scripted|scripted[\w-]*)\b/gu,
  /\b(?:Markdown|MD|JSON|HTML|PDF|CSV|API|gnome_libsecret|LICENSES\.chromium\.html)\b/gu,
  /\b(?:Brave Search|Tavily|Exa|Jina|Kagi|Mojeek|SearXNG|Serper)\b/gu,
  /\b(?:ChatGPT|Claude|Gemini|DeepSeek|Grok|Le Chat|Open WebUI|LibreChat|Chatbox|Cherry Studio)\b/gu,
  /\b(?:LM Studio|llama\.cpp|Ollama|vLLM|Jan|OpenAI|OpenRouter)\b/gu,
  // Keys, as keyboards have them.
  /\b(?:Ctrl|Shift|Alt|Enter|Esc|Tab|Del|Delete|Backspace|Space|F\d+|Home|End|PgUp|PgDn)\b/gu,
  /\bhttps?:\/\/\S+|\/\S*parley-\S+/gu,
  new RegExp(
    String.raw`\b(?:\w+day, )?${month}(?: \d+)?(?:, \d{4})?(?: \d{4})?(?:(?:,| at) [\d:]+\s?[AP]M)?`,
    'gu',
  ),
  /\b\d+(?:\.\d+)? (?:bytes|kB|MB)\b/gu,
];

/** The words in a text that the pseudo-language has not changed; '' if there are none. */
export function plainWords(text: string): string {
  if (packageWords.has(text) || endonyms.has(text)) return '';
  const left = names.reduce((rest, name) => rest.replaceAll(name, ''), text);
  return /[A-Za-z]{2}/u.test(left) ? text : '';
}

/** All that a page says: its texts, the names of its controls, their tooltips and its title. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const attributes = ['alt', 'aria-label', 'aria-description', 'aria-roledescription'];
    const others = ['aria-valuetext', 'data-tooltip', 'placeholder', 'title'];
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const isQuoted = node.parentElement?.closest('pre, code') !== null;
      if (node instanceof Text && !isQuoted) texts.push(node.data.trim());
      if (!(node instanceof Element)) continue;
      for (const name of [...attributes, ...others]) texts.push(node.getAttribute(name) ?? '');
    }
    return texts;
  });
}

/** The plain words of a page, each with where it was seen. */
export async function plainWordsIn(page: Page, where: string): Promise<readonly string[]> {
  // What is fetched on first use is there by then.
  await page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(resolve))),
  );
  const found = (await textsOf(page)).map(plainWords).filter((text) => text !== '');
  return [...new Set(found)].map((text) => `${where}: ${text}`);
}
