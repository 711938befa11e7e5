import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../src/shared/language/catalogues.ts';

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December';
const month = `(?:${months}|${months.replaceAll(/([A-Z][a-z]{2})[a-z]*/gu, '$1')})`;

/** Packages and their licences, as the dialog about Parley lists them. */
const packages = JSON.parse(
  readFileSync(join(import.meta.dirname, '../resources/third-party-notices.json'), 'utf8'),
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

/**
 * The words in a text that the pseudo-language has not changed; '' if there are none. `further` are
 * names that stay as they are only here.
 */
export function plainWords(text: string, further: readonly RegExp[] = []): string {
  if (packageWords.has(text) || endonyms.has(text)) return '';
  const left = [...further, ...names].reduce((rest, name) => rest.replaceAll(name, ''), text);
  return /[A-Za-z]{2}/u.test(left) ? text : '';
}
