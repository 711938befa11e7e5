import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../src/shared/model/arrival/arrival.ts';
import { createInbox } from '../../../src/main/links/inbox.ts';
import { createRouter } from '../../../src/main/links/router.ts';
import type { ShareWish, WindowWish, Wish } from '../../../src/main/links/wish.ts';

const there = '11111111-2222-4333-8444-555555555555';
const gone = '99999999-2222-4333-8444-555555555555';
const messageId = '66666666-7777-4888-9999-aaaaaaaaaaaa';

function setUp() {
  const arrivals: Arrival[] = [];
  const errors: unknown[] = [];
  const route = createRouter(
    {
      messagesOf: (id) => Promise.resolve(id === there ? new Set([messageId]) : null),
      modelNamed: (name) =>
        Promise.resolve(name === 'known' ? { providerId: 'p', model: name } : null),
      nameFiles: (paths) => paths.map((_path, at) => `file-${String(at)}`),
      deliver: (arrival) => void arrivals.push(arrival),
    },
    (error) => void errors.push(error),
  );
  return { arrivals, errors, route };
}

const share = (more: Partial<ShareWish>): ShareWish => ({
  kind: 'share',
  text: '',
  paths: [],
  send: false,
  ...more,
});

describe('the router', () => {
  it('finds conversations and messages, and says which are gone', async () => {
    const { arrivals, errors, route } = setUp();
    void route({ kind: 'open', conversationId: there, messageId: null });
    void route({ kind: 'open', conversationId: there, messageId });
    void route({ kind: 'open', conversationId: there, messageId: gone });
    await route({ kind: 'open', conversationId: gone, messageId: null });
    const here = { kind: 'conversation', conversationId: there, isMessageMissing: false };
    expect(arrivals).toEqual([
      { ...here, messageId: null },
      { ...here, messageId },
      { ...here, messageId: null, isMessageMissing: true },
      { kind: 'no_conversation' },
    ]);
    expect(errors).toEqual([]);
  });

  it('names a model only if it is known', async () => {
    const { arrivals, route } = setUp();
    void route({ kind: 'new', prompt: 'Hi', model: 'known' });
    void route({ kind: 'new', prompt: '', model: 'strange' });
    await route({ kind: 'new', prompt: '', model: null });
    expect(arrivals).toMatchObject([
      {
        kind: 'fill',
        filling: {
          from: 'link',
          text: 'Hi',
          model: { kind: 'known', model: { providerId: 'p', model: 'known' } },
        },
      },
      { kind: 'fill', filling: { model: { kind: 'unknown', name: 'strange' } } },
      { kind: 'fill', filling: { model: null, files: [] } },
    ]);
  });

  it('gives the window names for files, and no paths', async () => {
    const { arrivals, route } = setUp();
    await route(share({ text: 'Read', paths: ['/secret/place/a.md'], send: true }));
    const files = [{ file: 'file-0', name: 'a.md' }];
    expect(arrivals).toEqual([
      { kind: 'send', filling: { from: 'command_line', text: 'Read', model: null, files } },
    ]);
    expect(JSON.stringify(arrivals)).not.toContain('secret');
  });

  it('goes on after an error', async () => {
    const { arrivals, errors, route } = setUp();
    const bad = { kind: 'share', text: '', paths: null, send: false } as unknown as WindowWish;
    void route(bad);
    await route({ kind: 'search', query: 'wrens' });
    expect(errors).toHaveLength(1);
    expect(arrivals).toEqual([{ kind: 'search', query: 'wrens' }]);
  });
});

describe('the inbox', () => {
  it('holds one link and what is shared, until Parley has started', () => {
    const inbox = createInbox();
    inbox.put({ kind: 'search', query: 'first' });
    inbox.put({ kind: 'search', query: 'second' });
    inbox.put({ kind: 'quick' });
    inbox.put(share({ paths: ['/a'] }));
    inbox.put(share({ paths: ['/b'], text: 'Both', send: true }));
    const taken: Wish[] = [];
    inbox.open((wish) => void taken.push(wish));
    expect(taken).toEqual([
      { kind: 'search', query: 'first' },
      share({ paths: ['/a', '/b'], text: 'Both' }),
      { kind: 'quick' },
    ]);
    inbox.put({ kind: 'search', query: 'later' });
    expect(taken).toHaveLength(4);
  });

  it('says whether a start is for the quick window and nothing else', () => {
    const inbox = createInbox();
    expect(inbox.isForQuick()).toBe(false);
    inbox.put({ kind: 'quick' });
    expect(inbox.isForQuick()).toBe(true);
    inbox.put(share({ paths: ['/a'] }));
    expect(inbox.isForQuick()).toBe(false);
  });
});
