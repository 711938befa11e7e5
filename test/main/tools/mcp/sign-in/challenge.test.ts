import { describe, expect, it } from 'vitest';
import { challengeIn, scopesIn } from '../../../../../src/main/tools/mcp/sign-in/challenge.ts';

const read = (header: string) => challengeIn(new Headers({ 'www-authenticate': header }));

describe('the header WWW-Authenticate', () => {
  it.each([
    ['Bearer', { metadata: null, scope: null, error: null }],
    ['bearer scope="a b"', { metadata: null, scope: 'a b', error: null }],
    [
      'Bearer resource_metadata="https://x.example/m", error=insufficient_scope, scope="a"',
      { metadata: 'https://x.example/m', scope: 'a', error: 'insufficient_scope' },
    ],
    // The SDK reads only the first challenge.
    ['Basic realm="x", Bearer scope="a"', { metadata: null, scope: 'a', error: null }],
    // The SDK finds `scope` inside of other names and values.
    ['Bearer xscope="bad", scope="good"', { metadata: null, scope: 'good', error: null }],
    ['Bearer realm="scope=bad", scope="good"', { metadata: null, scope: 'good', error: null }],
    ['Bearer realm="a \\"scope=x\\"", error="e"', { metadata: null, scope: null, error: 'e' }],
    // Parameters of other schemes are not ours.
    ['Bearer scope="a", Basic error="b"', { metadata: null, scope: 'a', error: null }],
    // The first counts, so that nothing can be appended.
    ['Bearer scope="a", scope="b"', { metadata: null, scope: 'a', error: null }],
  ])('%s', (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it.each(['', 'Basic realm="Bearer"', 'Negotiate abc=='])(
    'is no challenge to sign in: %s',
    (header) => {
      expect(read(header)).toBe(null);
    },
  );

  it('is read only at its beginning if it has no end', () => {
    expect(read(`Bearer error="e", ${'a="b", '.repeat(2000)}scope="a"`)).toEqual({
      metadata: null,
      scope: null,
      error: 'e',
    });
  });
});

it('lists scopes once and in order', () => {
  expect(scopesIn('b  a', null, undefined, 'a c')).toEqual(['b', 'a', 'c']);
});
