import { describe, expect, test } from 'vitest';
import { normaliseBaseUrl, originOf } from '../../../src/main/providers/address.ts';

describe('base URLs as people type them', () => {
  test.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['  https://api.openai.com/v1/  ', 'https://api.openai.com/v1'],
    ['api.openai.com', 'https://api.openai.com/v1'],
    ['HTTPS://API.OpenAI.com/v1', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions/', 'https://api.openai.com/v1'],
    ['openrouter.ai/api/v1/models', 'https://openrouter.ai/api/v1'],
    ['https://example.com/gateway/openai', 'https://example.com/gateway/openai'],
    ['https://api.perplexity.ai', 'https://api.perplexity.ai'],
    ['https://example.com/v1#top', 'https://example.com/v1'],
    ['localhost:11434', 'http://localhost:11434/v1'],
    ['localhost:1234/v1', 'http://localhost:1234/v1'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/v1'],
    ['[::1]:8000/v1', 'http://[::1]:8000/v1'],
    ['http://0.0.0.0:8000', 'http://127.0.0.1:8000/v1'],
    ['192.168.1.20:8000/v1', 'http://192.168.1.20:8000/v1'],
    ['172.20.0.2:8000', 'http://172.20.0.2:8000/v1'],
    ['https://localhost:8443', 'https://localhost:8443/v1'],
  ])('%s becomes %s', (typed, expected) => {
    expect(normaliseBaseUrl(typed)).toBe(expected);
    expect(normaliseBaseUrl(expected)).toBe(expected);
  });

  test.each([
    ['', 'Enter the address'],
    ['   ', 'Enter the address'],
    ['ftp://example.com', 'ftp://'],
    ['file:///etc/passwd', 'file://'],
    ['ws://example.com', 'ws://'],
    ['javascript:alert(1)', 'not a web address'],
    ['two words', 'not a web address'],
    ['https://', 'not a web address'],
    ['https://user:secret@example.com/v1', 'user name and password'],
    ['user:secret@example.com', 'user name and password'],
    ['https://example.com/v1?key=secret', 'question mark'],
  ])('"%s" is refused with a word on why', (typed, words) => {
    expect(() => normaliseBaseUrl(typed)).toThrow(
      expect.objectContaining({
        error: expect.objectContaining({
          kind: 'invalid',
          message: expect.stringContaining(words),
        }),
      }),
    );
  });

  test('the message never repeats a secret', () => {
    for (const typed of ['https://user:secret@example.com', 'https://x.com/?key=secret']) {
      expect(() => normaliseBaseUrl(typed)).toThrow(/^(?!.*secret)/);
    }
  });

  test('a key is bound to scheme, host and port', () => {
    expect(originOf('https://api.openai.com/v1')).toBe('https://api.openai.com');
    expect(originOf('http://localhost:11434/v1')).toBe('http://localhost:11434');
    expect(originOf('')).toBe('');
  });
});
