import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/**
 * Makes the table of model facts from a checkout of models.dev (MIT):
 * `npm run model-facts -- <folder> <commit date>`. Only what Parley shows is kept.
 */

/** Services that do not report prices themselves, and their folder in models.dev. */
const services = {
  'api.anthropic.com': 'anthropic',
  'api.cerebras.ai': 'cerebras',
  'api.cohere.com': 'cohere',
  'api.deepseek.com': 'deepseek',
  'api.groq.com': 'groq',
  'api.minimax.io': 'minimax',
  'api.mistral.ai': 'mistral',
  'api.moonshot.ai': 'moonshotai',
  'api.openai.com': 'openai',
  'api.perplexity.ai': 'perplexity',
  'api.x.ai': 'xai',
  'api.z.ai': 'zai',
  'dashscope-intl.aliyuncs.com': 'alibaba',
  'generativelanguage.googleapis.com': 'google',
} as const;

/** The first value of a key, at the top or in the section of that name. */
function valueIn(toml: string, section: string, key: string): string | null {
  const parts = toml.split(/^(?=\[)/mu);
  const part = parts.find((each) =>
    section === '' ? !each.startsWith('[') : each.startsWith(`[${section}]`),
  );
  return new RegExp(`^${key} = (.+)$`, 'mu').exec(part ?? '')?.[1]?.trim() ?? null;
}

function numberIn(toml: string, section: string, key: string): number | null {
  const text = valueIn(toml, section, key);
  return text === null ? null : Number(text.replaceAll('_', ''));
}

/** Letters for what a model can do, then its context window. */
function factsIn(toml: string): string | null {
  const context = numberIn(toml, 'limit', 'context');
  const input = valueIn(toml, 'modalities', 'input');
  if (context === null || context === 0 || input === null) return null;
  const letters = [
    input.includes('"image"') ? 'v' : '',
    valueIn(toml, '', 'tool_call') === 'true' ? 't' : '',
    valueIn(toml, '', 'reasoning') === 'true' ? 'r' : '',
  ].join('');
  return `${letters} ${String(context)}`;
}

const [, , folder = '', date = ''] = process.argv;
const read = (pattern: string): readonly (readonly [string, string])[] =>
  globSync(pattern, { cwd: folder })
    .sort()
    .map((path) => [
      basename(path, '.toml').toLowerCase(),
      readFileSync(join(folder, path), 'utf8'),
    ]);

const models: Record<string, string> = {};
const prices: Record<string, Record<string, string>> = {};
for (const [id, toml] of read('models/*/*.toml')) {
  const facts = factsIn(toml);
  if (facts !== null) models[id] = facts;
}
for (const [host, provider] of Object.entries(services)) {
  const own: Record<string, string> = {};
  for (const [id, toml] of read(`providers/${provider}/models/**/*.toml`)) {
    const facts = factsIn(toml);
    if (facts !== null) models[id] ??= facts;
    const [input, output, cached] = ['input', 'output', 'cache_read'].map((key) =>
      numberIn(toml, 'cost', key),
    );
    if (input == null || output == null || input + output === 0) continue;
    // A cache for nothing means that nobody has filled it in.
    own[id] = [input, output, ...(cached == null || cached === 0 ? [] : [cached])].join(' ');
  }
  prices[host] = own;
}
const table = {
  date,
  source: 'https://models.dev, MIT licence, Copyright (c) 2025 models.dev',
  models: Object.fromEntries(Object.entries(models).sort(([a], [b]) => (a < b ? -1 : 1))),
  prices,
};
const target = resolve(import.meta.dirname, '../src/main/providers/facts/table.json');
writeFileSync(target, `${JSON.stringify(table, undefined, 2)}\n`);
