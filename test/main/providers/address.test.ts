import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  candidateBases,
  isReadableOnTheWay,
  normaliseBaseUrl,
  originOf,
  readAddress,
} from '../../../src/main/providers/address.ts';

const addresses = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/addresses.json'), 'utf8'),
) as readonly string[];

/**
 * The expected result for each address of the fixture, in order; a sentence for those that cannot
 * work.
 */
const becomes: readonly (string | RegExp)[] = [
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://openrouter.ai/api/v1',
  'https://openrouter.ai/api/v1',
  'https://openrouter.ai/api/v1',
  'https://api.groq.com/openai/v1',
  'https://api.groq.com/openai/v1',
  'https://generativelanguage.googleapis.com/v1beta/openai',
  'https://generativelanguage.googleapis.com/v1beta/openai',
  'https://api.deepseek.com/v1',
  'https://api.mistral.ai/v1',
  'https://r.openai.azure.com/openai/v1',
  'https://r.openai.azure.com/openai/deployments/gpt-4o',
  'https://r.services.ai.azure.com/models',
  'https://api.cloudflare.com/client/v4/accounts/abc/ai/v1',
  'https://models.github.ai/inference',
  'https://api.cohere.ai/compatibility/v1',
  'https://api.x.ai/v1',
  'https://api.moonshot.cn/v1',
  'https://dashscope.aliyuncs.com/compatible-mode/v1',
  'https://api.siliconflow.cn/v1',
  'https://api.perplexity.ai',
  'http://localhost:11434/v1',
  'http://localhost:11434/v1',
  'http://localhost:11434/v1',
  'http://localhost:11434/v1',
  'http://localhost:1234/v1',
  'http://127.0.0.1:8080/v1',
  'http://[::1]:11434/v1',
  'http://[::1]/v1',
  /zone.*Enter the name of the server/,
  'http://[fd00::5]:11434/v1',
  'http://nas:11434/v1',
  'http://nas:11434/v1',
  'http://ollama.lan:11434/v1',
  'http://ollama.lan:11434/v1',
  'http://100.101.102.103:11434/v1',
  'http://host.docker.internal:11434/v1',
  'http://myserver.tail1234.ts.net:11434/v1',
  'https://chat.example.org/v1',
  'https://chat.example.org/api',
  'https://chat.example.org/ollama/v1',
  'https://api.example.org/v1',
  'https://xn--r8jz45g.jp/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'http://localhost:11434/v1',
  'https://api.openai.com/v1',
  'https://api.example.org/v1',
  'https://api.anthropic.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  'https://api.openai.com/v1',
  /user name and password out of the address/,
  'http://192.168.1.20/v1',
  'http://192.168.1.20:11434/v1',
  'http://localhost/v1',
  'http://127.0.0.1:8000/v1',
];

describe('base URLs as people type them', () => {
  test.each(addresses.map((typed, place) => [typed, becomes[place] ?? 'missing'] as const))(
    '%j of the fixture becomes %s',
    (typed, expected) => {
      if (typeof expected === 'string') expect(normaliseBaseUrl(typed)).toBe(expected);
      else expect(() => normaliseBaseUrl(typed)).toThrow(expected);
    },
  );

  test.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['  https://api.openai.com/v1/  ', 'https://api.openai.com/v1'],
    ['HTTPS://API.OpenAI.com/v1', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
    ['openrouter.ai/api/v1/models', 'https://openrouter.ai/api/v1'],
    ['https://example.com/gateway/openai', 'https://example.com/gateway/openai'],
    ['https://example.com/v1#top', 'https://example.com/v1'],
    ['[::1]:8000/v1', 'http://[::1]:8000/v1'],
    ['http://[::]:8000', 'http://[::1]:8000/v1'],
    ['172.20.0.2:8000', 'http://172.20.0.2:8000/v1'],
    ['https://localhost:8443', 'https://localhost:8443/v1'],
    ['https:/api.openai.com', 'https://api.openai.com/v1'],
    ['“http://nas.local:1234/v1/”', 'http://nas.local:1234/v1'],
    ['OPENAI_BASE_URL=http://box.lan:8000/v1', 'http://box.lan:8000/v1'],
    ['export OPENAI_BASE_URL="https://api.groq.com"', 'https://api.groq.com/openai/v1'],
    [
      `curl -X POST -H "Authorization: Bearer sk-1" 'https://api.mistral.ai/v1/chat/completions' \\\n -d '{"model":"m"}'`,
      'https://api.mistral.ai/v1',
    ],
    ['"base_url": "https://gate.example.org/openai/v1",', 'https://gate.example.org/openai/v1'],
    ['https://r.openai.azure.com', 'https://r.openai.azure.com/openai/v1'],
    ['https://gate.example.org/api/v3/chat/completions', 'https://gate.example.org/api/v3'],
    ['box:11434/api/generate', 'http://box:11434/v1'],
  ])('%s becomes %s, and stays what it became', (typed, expected) => {
    expect(normaliseBaseUrl(typed)).toBe(expected);
    expect(normaliseBaseUrl(expected)).toBe(expected);
  });

  test.each([
    ['', 'Enter the address'],
    ['   ', 'Enter the address'],
    ['""', 'Enter the address'],
    ['ftp://example.com', 'ftp://'],
    ['file:///etc/passwd', 'file://'],
    ['file:/etc/passwd', 'file://'],
    ['ws://example.com', 'ws://'],
    ['javascript:alert(1)', 'not a web address'],
    ['two words', 'not a web address'],
    ['https://', 'not a web address'],
    ['http://[fe80::1%25en0]:11434/v1', 'zone'],
    ['https://user:secret@example.com/v1', 'user name and password'],
    ['user:secret@example.com', 'user name and password'],
  ])('"%s" is refused with a word on why', (typed, words) => {
    expect(() => normaliseBaseUrl(typed)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(words) as string,
        error: expect.objectContaining({ kind: 'invalid' }) as object,
      }),
    );
  });

  test('a message never repeats a secret', () => {
    for (const typed of ['https://user:secret@example.com', 'user:secret@example.com']) {
      expect(() => normaliseBaseUrl(typed)).toThrow(/^(?!.*secret)/);
    }
  });

  test('a long paste costs one look at its beginning', () => {
    const typed = `two words ${'"'.repeat(5000)}${' a'.repeat(500_000)}`;
    expect(() => normaliseBaseUrl(typed)).toThrow('not a web address');
  });

  test('a key is bound to scheme, host and port', () => {
    expect(originOf('https://api.openai.com/v1')).toBe('https://api.openai.com');
    expect(originOf('http://localhost:11434/v1')).toBe('http://localhost:11434');
    expect(originOf('')).toBe('');
  });
});

describe('what else an address says', () => {
  test('a query is split off, and Azure gets the version it insists on', () => {
    expect(readAddress('https://gate.example.org/v1?tenant=a%20b&key=k').query).toEqual([
      { name: 'tenant', value: 'a b' },
      { name: 'key', value: 'k' },
    ]);
    const azure = readAddress('https://r.openai.azure.com/openai/deployments/gpt-4o');
    expect(azure.neededQuery).toEqual([{ name: 'api-version', value: '2024-10-21' }]);
    expect(readAddress('https://r.openai.azure.com/openai/v1').neededQuery).toEqual([]);
  });

  test.each([
    ['nas:11434', ['/v1', '/', '/api/v1', '/api', '/openai/v1']],
    ['https://chat.example.org/api', ['/api', '/api/v1', '/v1', '/', '/openai/v1']],
    ['https://openrouter.ai/v1', ['/v1', '/api/v1', '/v1/v1', '/', '/api', '/openai/v1']],
    [
      'https://chat.example.org/c/1/2',
      ['/c/1/2', '/c/1/2/v1', '/v1', '/', '/api/v1', '/api', '/openai/v1'],
    ],
  ])('%s is looked for in a few places of its own origin', (typed, paths) => {
    const { unproven } = readAddress(typed);
    const places = candidateBases(unproven ?? '');
    expect(places.map((place) => new URL(place).pathname)).toEqual(paths);
    expect(new Set(places.map(originOf)).size).toBe(1);
  });

  test.each([
    'https://api.openai.com',
    'https://example.com/v1',
    'https://example.com/openai/v1/chat/completions',
    'https://r.openai.azure.com/openai/deployments/gpt-4o',
    'https://r.services.ai.azure.com/models',
  ])('%s leaves nothing open', (typed) => {
    expect(readAddress(typed).unproven).toBeNull();
  });

  test.each([
    ['http://example.com/v1', true],
    ['http://8.8.8.8:8000/v1', true],
    ['http://[2001:db8::1]/v1', true],
    ['http://[64:ff9b::808:808]/v1', true],
    ['http://ts.net.example.com/v1', true],
    ['http://172.32.0.1/v1', true],
    ['http://100.128.0.1/v1', true],
    ['https://example.com/v1', false],
    ['http://localhost:1/v1', false],
    ['http://nas:11434/v1', false],
    ['http://ollama.lan/v1', false],
    ['http://printer.local./v1', false],
    ['http://box.tail1234.ts.net/v1', false],
    ['http://host.docker.internal/v1', false],
    ['http://100.101.102.103/v1', false],
    ['http://[fd00::5]/v1', false],
    ['http://[::ffff:192.168.0.1]/v1', false],
    ['http://169.254.1.1/v1', false],
  ])('whether %s is readable on the way over the internet: %s', (baseUrl, isReadable) => {
    expect(isReadableOnTheWay(baseUrl)).toBe(isReadable);
  });
});
