import { describe, expect, it } from 'vitest';
import { linkTo } from '../../../src/shared/model/arrival/link.ts';
import { settingsPages } from '../../../src/shared/model/arrival/arrival.ts';
import type { LinkWish } from '../../../src/main/links/wish.ts';
import { longestLink, parseLink } from '../../../src/main/links/parse-link.ts';

const conversationId = '11111111-2222-4333-8444-555555555555';
const messageId = '66666666-7777-4888-9999-aaaaaaaaaaaa';

describe('a link', () => {
  it.each<readonly [string, LinkWish]>([
    [linkTo(conversationId, null), { kind: 'open', conversationId, messageId: null }],
    [linkTo(conversationId, messageId), { kind: 'open', conversationId, messageId }],
    [`PARLEY://open/${conversationId}/`, { kind: 'open', conversationId, messageId: null }],
    ['parley://search?q=how%20wrens+sing', { kind: 'search', query: 'how wrens sing' }],
    ['parley://search?q=', { kind: 'search', query: '' }],
    ['parley://new', { kind: 'new', prompt: '', model: null }],
    ['parley://new/?prompt=Hi%0Athere', { kind: 'new', prompt: 'Hi\nthere', model: null }],
    ['parley://new?prompt=x&model=a%2Fb', { kind: 'new', prompt: 'x', model: 'a/b' }],
    ...settingsPages.map(
      (page) => [`parley://settings/${page}`, { kind: 'settings', page }] as const,
    ),
  ])('is understood: %s', (link, wish) => {
    expect(parseLink(link)).toEqual(wish);
  });

  it('loses what cannot be seen or turns the direction, wherever it is', () => {
    const hidden = encodeURIComponent('\0\u202E\u200B\u{E0041}\u001B[31m\u2066');
    expect(parseLink(`parley://new?prompt=a${hidden}b%09c`)).toEqual({
      kind: 'new',
      prompt: 'a[31mb c',
      model: null,
    });
    expect(parseLink(`\u202Eparley://search?q=x\0y\u200F`)).toEqual({
      kind: 'search',
      query: 'xy',
    });
    expect(parseLink(`parley://search?q=a%0A${encodeURIComponent('\u2029')}b`)).toEqual({
      kind: 'search',
      query: 'a b',
    });
  });

  it.each([
    ['another scheme', 'http://open/x'],
    ['no scheme', `open/${conversationId}`],
    ['no place', 'parley:'],
    ['no slashes', `parley:open/${conversationId}`],
    ['an empty place', 'parley:///open/x'],
    ['an unknown place', 'parley://install?server=x'],
    ['a place in capitals', `parley://OPEN/${conversationId}`],
    ['a user', `parley://me@open/${conversationId}`],
    ['a password', `parley://:me@open/${conversationId}`],
    ['a port', `parley://open:80/${conversationId}`],
    ['a fragment', `parley://open/${conversationId}#x`],
    ['no id', 'parley://open/'],
    ['a path for an id', 'parley://open/../../settings.json'],
    ['an encoded path for an id', 'parley://open/%2e%2e%2fsettings.json'],
    ['an id in capitals', `parley://open/${'A'.repeat(8)}-2222-4333-8444-555555555555`],
    ['more than a message', `parley://open/${conversationId}/${messageId}/x`],
    ['a query where none is', `parley://open/${conversationId}?send=1`],
    ['an unknown field', 'parley://new?prompt=x&send=true'],
    ['a field that comes twice', 'parley://new?prompt=a&prompt=b'],
    ['a field of the prototype', 'parley://new?__proto__=x'],
    ['a path where none is', 'parley://new/x?prompt=x'],
    ['no query', 'parley://search'],
    ['an unknown page', 'parley://settings/keys'],
    ['an empty model', 'parley://new?model='],
    ['a page of the prototype', 'parley://settings/constructor'],
    ['something before it', 'see parley://new'],
    ['more than 4 KB', `parley://new?prompt=${'x'.repeat(longestLink)}`],
    ['more than 4 KB in few characters', `parley://new?prompt=${'é'.repeat(longestLink / 2)}`],
  ])('with %s is none', (_what, link) => {
    expect(parseLink(link)).toBeNull();
  });

  it('of 4 KB is still one', () => {
    const beginning = 'parley://new?prompt=';
    const link = beginning + 'x'.repeat(longestLink - beginning.length);
    expect(parseLink(link)).toMatchObject({ kind: 'new' });
  });
});
