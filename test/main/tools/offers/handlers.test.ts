import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../../src/shared/words/error-words.ts';
import { serverOf } from '../mcp/kit.ts';
import { errorOf, offering, offersOf, to } from './rig.ts';

describe('the servers of a conversation', () => {
  it('are those that are on and enabled, and are started only to be asked', async () => {
    const off = offering('files', { id: 'off', isEnabled: false });
    const { offers } = await offersOf([offering('files'), offering('many'), off]);
    const sources = ['calculator', 'files', 'off', 'gone'];
    const asleep = { isRunning: false, hasPrompts: null, hasResources: null };
    expect(await offers['offers.servers']({ sources })).toEqual([
      { id: 'files', name: 'FILES', ...asleep },
    ]);
    await offers['offers.resources'](to('files'));
    expect(await offers['offers.servers']({ sources })).toEqual([
      { id: 'files', name: 'FILES', isRunning: true, hasPrompts: true, hasResources: true },
    ]);
    expect(await offers['offers.servers']({ sources: ['many'] })).toMatchObject([asleep]);
  });

  it('say why they cannot be asked', async () => {
    const missing = serverOf(
      { kind: 'stdio', command: 'no-such-program', arguments: [], folder: '' },
      { id: 'missing' },
    );
    const off = offering('files', { isEnabled: false });
    const { offers } = await offersOf([missing, off]);
    expect(await errorOf(offers['offers.prompts'](to('missing')))).toMatchObject({
      code: 'tool_command_missing',
    });
    expect((await errorOf(offers['offers.prompts'](to('files')))).code).toBe('tool_server_off');
    expect((await errorOf(offers['offers.prompts'](to('gone')))).code).toBe(
      'tool_server_not_set_up',
    );
  });
});

describe('the text of a prompt', () => {
  it('is inserted with its pictures, resources and links attached', async () => {
    const { offers, kept, reported } = await offersOf([offering('rich')]);
    const filled = await offers['offers.prompt']({
      ...to('rich'),
      conversationId: null,
      name: 'work',
      values: {},
    });
    expect(filled.text).toBe('Look at these.\n\nAnd <b>answer</b>.');
    expect(filled.parts).toMatchObject([
      { kind: 'image', name: 'work.png', mediaType: 'image/png', width: 1, height: 1 },
      {
        kind: 'file',
        name: 'a note.md',
        mediaType: 'text/markdown',
        origin: 'file:///notes/a%20note.md',
      },
      { kind: 'file', name: 'work.json', mediaType: 'application/json', origin: 'a://linked' },
    ]);
    expect(filled.problems.map(sentenceOf)).toEqual([
      'work.wav is a recording, which cannot be sent yet. Attach what is said in it as text.',
    ]);
    expect(kept()).toHaveLength(3);
    expect(reported).toEqual([]);
  });

  it('has a limit, and so has a message', async () => {
    const { offers } = await offersOf([offering('huge')]);
    const ask = (size: number) =>
      offers['offers.prompt']({
        ...to('huge'),
        conversationId: null,
        name: 'work',
        values: { size: String(size) },
      });
    expect((await ask(1_000_000)).text).toHaveLength(1_000_000);
    const long = await errorOf(ask(50 * 1024 ** 2));
    expect(sentenceOf(long)).toBe(
      'This prompt from HUGE is longer than 1,000,000 characters and was not used. Choose another one.',
    );
    expect(sentenceOf(await errorOf(ask(65 * 1024 ** 2)))).toBe(
      'What HUGE sent is larger than 64 MB and was not used. Ask it for a part.',
    );
    expect((await errorOf(ask(0))).code).toBe('prompt_empty');
  });

  it('fails in a sentence when the server breaks the protocol, or itself', async () => {
    const { offers } = await offersOf([offering('invalid'), offering('dies')]);
    const ask = (serverId: string) =>
      offers['offers.prompt']({ ...to(serverId), conversationId: null, name: 'work', values: {} });
    expect((await errorOf(ask('invalid'))).code).toBe('offer_invalid');
    const died = await errorOf(ask('dies'));
    expect(died.code).toBe('offer_server_gone');
    expect(died.detail).toContain('out of cheese');
  });
});

describe('a resource', () => {
  const attach = (uri: string) => ({
    ...to('files'),
    conversationId: null,
    from: { kind: 'resource', uri, title: 'A title' } as const,
  });

  it('is attached as what its bytes are, and keeps its URI', async () => {
    const { offers } = await offersOf([offering('files')]);
    const dot = await offers['offers.attach'](attach('a://dot'));
    expect(dot.parts).toMatchObject([{ kind: 'image', name: 'dot.png', origin: 'a://dot.png' }]);
    const page = await offers['offers.attach'](attach('a://page'));
    expect(page.parts).toMatchObject([
      { kind: 'file', name: 'A title.html', mediaType: 'text/html', origin: 'a://page' },
    ]);
  });

  it('fails in a sentence when it is empty, absent, too large or endless', async () => {
    const { offers } = await offersOf([offering('files'), offering('huge')]);
    expect((await errorOf(offers['offers.attach'](attach('a://none')))).code).toBe(
      'resource_empty',
    );
    const empty = await offers['offers.attach'](attach('a://empty'));
    expect(empty).toEqual({
      parts: [],
      problems: [{ code: 'file_empty', params: { name: 'A title.txt' } }],
    });
    expect(sentenceOf(await errorOf(offers['offers.attach'](attach('a://gone'))))).toContain(
      'FILES refused: There is no such resource.',
    );
    const huge = await offers['offers.attach']({ ...attach('a://huge.txt'), ...to('huge') });
    expect(huge.problems.map(sentenceOf)).toEqual([
      'huge.txt is larger than 50 MB. Attach a part of it, or a smaller version.',
    ]);
    const many = await offers['offers.attach'](attach('a://many'));
    expect(many.parts).toHaveLength(20);
    expect(many.problems.map(sentenceOf)).toEqual([
      'FILES sent more than 20 files. The first 20 are attached.',
    ]);
  });
});

describe('a request', () => {
  it('ends at its deadline', async () => {
    const limits = { listMs: 200, contentMs: 200, completionMs: 200 };
    const { offers } = await offersOf([offering('silent')], limits);
    await offers['offers.prompts'](to('silent'));
    const slow = await errorOf(offers['offers.resources'](to('silent')));
    expect(sentenceOf(slow)).toContain('SILENT did not answer within 1 second.');
    const prompt = offers['offers.prompt']({
      ...to('silent'),
      conversationId: null,
      name: 'work',
      values: {},
    });
    expect((await errorOf(prompt)).code).toBe('offer_too_slow');
    const completion = offers['offers.complete']({
      ...to('silent'),
      of: { kind: 'prompt', name: 'work' },
      argument: { name: 'a', value: '' },
      values: {},
    });
    expect((await errorOf(completion)).code).toBe('offer_too_slow');
  });

  it('is cancelled by its name, and only that one', async () => {
    const { offers } = await offersOf([offering('silent')]);
    const first = to('silent');
    const running = errorOf(
      offers['offers.prompt']({ ...first, conversationId: null, name: 'work', values: {} }),
    );
    // The second is cancelled while the server is still starting.
    const second = to('silent');
    const starting = errorOf(offers['offers.resources'](second));
    await offers['offers.cancel'](second);
    expect((await starting).code).toBe('offer_cancelled');
    expect((await offers['offers.prompts'](to('silent'))).items).toHaveLength(1);
    await offers['offers.cancel'](first);
    expect((await running).code).toBe('offer_cancelled');
    await offers['offers.cancel'](first);
  });
});
