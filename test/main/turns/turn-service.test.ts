import { plainly } from '../../../src/main/wire/connection.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConversationService } from '../../../src/main/conversations/conversation-service.ts';
import { chatCompletions } from '../../../src/main/wire/chat-completions/protocol.ts';
import type { Client } from '../../../src/shared/contract/client.ts';
import { createTurnService } from '../../../src/main/turns/turn-service.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { EventName, Events } from '../../../src/shared/contract/index.ts';
import type { Id, Message } from '../../../src/shared/model/conversation.ts';
import { textOf } from '../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { createMemoryStore } from './memory-store.ts';

type Sent = { [N in EventName]: { readonly name: N; readonly payload: Events[N] } }[EventName];

let provider: Provider;

beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

async function setUp() {
  const store = createMemoryStore();
  const events: Sent[] = [];
  const reported: unknown[] = [];
  const settledWaiters: (() => void)[] = [];
  const emit = <N extends EventName>(name: N, payload: Events[N]): void => {
    events.push({ name, payload } as Sent);
    if (name === 'settled') settledWaiters.splice(0).forEach((wake) => wake());
  };
  const client: Client = { id: 1, send: emit };
  const conversations = createConversationService(store, { now: Date.now }, newId, emit);
  const turns = createTurnService({
    conversations,
    store,
    newId,
    clients: () => [client],
    choose: () =>
      Promise.resolve({
        model: 'scripted-1',
        providerId: 'p',
        protocol: chatCompletions({
          providerId: 'p',
          name: 'Scripted',
          baseUrl: provider.baseUrl,
          apiKey: null,
          ...plainly,
          fetch: globalThis.fetch,
          refusesStreamOptions: false,
          rememberStreamOptionsRefused: () => undefined,
        }),
      }),
    settings: () => ({ systemPrompt: '', idleTimeoutSeconds: 30 }),
    loadAttachment: (part) =>
      Promise.resolve(
        part.kind === 'image'
          ? { kind: 'image', url: 'data:image/png;base64,AQID' }
          : { kind: 'text', text: 'one,two' },
      ),
    onAnswered: () => undefined,
    report: (error) => reported.push(error),
  });
  const { id } = await conversations.create();
  const settled = (): Promise<void> => new Promise((resolve) => settledWaiters.push(resolve));
  const path = async (): Promise<readonly Message[]> => {
    const conversation = await conversations.get(id);
    return pathTo(conversation.messages, conversation.leafId);
  };
  return { client, store, events, reported, conversations, turns, id, settled, path };
}

/** The text of an answer in an event: of a batch, or of a part that starts with it. */
function textIn(event: Sent): string {
  if (event.name === 'text') return event.payload[3];
  const isPart = event.name === 'turn' && event.payload.kind === 'part';
  return isPart && event.payload.part.kind === 'text' ? event.payload.part.text : '';
}

function seqOf(event: Sent): number {
  if (event.name === 'text') return event.payload[1];
  return event.name === 'turn' ? event.payload.seq : 0;
}

function sentText(events: readonly Sent[]): string {
  return events.map(textIn).join('');
}

async function ask(t: Awaited<ReturnType<typeof setUp>>, text: string): Promise<Id> {
  const settled = t.settled();
  const { messageId } = await t.turns.send(t.id, text);
  await settled;
  return messageId;
}

describe('a turn', () => {
  it('saves the question before the request leaves, and the answer after it', async () => {
    const t = await setUp();
    let savedAtRequest: string | undefined;
    provider.onRequest((asked) => {
      if (asked.body?.stream !== true) return undefined;
      const kept = t.store.saved.get(t.id);
      savedAtRequest = Object.values(kept?.messages ?? {})
        .filter((message) => message.role === 'user')
        .map(textOf)
        .join();
      return { kind: 'text', text: 'Hello there.' };
    });
    await ask(t, 'Hi');
    expect(savedAtRequest).toBe('Hi');
    const kept = t.store.saved.get(t.id);
    expect(
      Object.values(kept?.messages ?? {})
        .map(textOf)
        .sort(),
    ).toEqual(['Hello there.', 'Hi']);
    expect(t.reported).toEqual([]);
  });

  it('sends each character once, settles without repeating the text, and ends with nothing after', async () => {
    const t = await setUp();
    const text = 'One two three four five six seven eight nine ten. '.repeat(50);
    provider.script({ kind: 'text', text, tokensPerSecond: 5000 });
    await ask(t, 'Count');
    expect(sentText(t.events)).toBe(text);
    const settled = t.events.find((event) => event.name === 'settled');
    expect(settled?.payload).toMatchObject({
      lengths: [text.length],
      message: { status: 'complete' },
    });
    expect(JSON.stringify(settled?.payload)).not.toContain('seven');
    expect(t.events.filter((event) => event.name === 'text').at(-1)).toBeDefined();
  });

  it('refuses a second send while one is under way or being prepared', async () => {
    const t = await setUp();
    const live = provider.live();
    const settled = t.settled();
    const outcomes = await Promise.allSettled([t.turns.send(t.id, 'a'), t.turns.send(t.id, 'a')]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected']);
    await expect(t.turns.send(t.id, 'b')).rejects.toThrow('still being answered');
    await live.write('x');
    await live.finish('stop');
    await settled;
    expect(await t.path()).toHaveLength(2);
  });

  it('stops at once, keeps the text, and takes the next question straight away', async () => {
    const t = await setUp();
    const live = provider.live();
    await t.turns.send(t.id, 'first');
    await live.write('partial');
    await expect.poll(() => sentText(t.events)).toBe('partial');
    const stopped = t.turns.stop(t.id);
    provider.script({ kind: 'text', text: 'second answer' });
    const settled = t.settled();
    const second = t.turns.send(t.id, 'second');
    await stopped;
    await second;
    await settled;
    await expect.poll(() => t.turns.streaming()).toEqual([]);
    const path = await t.path();
    expect(path.map((message) => message.status)).toEqual([
      'complete',
      'stopped',
      'complete',
      'complete',
    ]);
    expect(path.map(textOf)).toEqual(['first', 'partial', 'second', 'second answer']);
  });

  it('continues the very same answer after the length limit, and adds up its usage', async () => {
    const t = await setUp();
    provider.next({ kind: 'text', text: 'The first half, ', finishReason: 'length' });
    const messageId = await ask(t, 'Go');
    expect((await t.path()).at(-1)?.status).toBe('truncated');
    const before = (await t.path()).at(-1)?.usage?.totalTokens ?? 0;
    provider.next({ kind: 'text', text: 'and the second.' });
    const settled = t.settled();
    await t.turns.continueAnswer(t.id, messageId);
    await settled;
    const answer = (await t.path()).at(-1);
    expect(answer?.id).toBe(messageId);
    expect(answer && textOf(answer)).toBe('The first half, and the second.');
    expect(answer?.status).toBe('complete');
    expect(answer?.usage?.totalTokens ?? 0).toBeGreaterThan(before);
    const request = provider.requestsOf('stream').at(-1);
    expect(JSON.stringify(request?.body)).toContain('The first half, ');
  });

  it('keeps every version: regenerate and edit add siblings', async () => {
    const t = await setUp();
    provider.script({ kind: 'text', text: 'answer' });
    const first = await ask(t, 'question');
    let settled = t.settled();
    await t.turns.regenerate(t.id, first);
    await settled;
    const [question] = await t.path();
    settled = t.settled();
    await t.turns.edit(t.id, question?.id ?? '', 'better question');
    await settled;
    const { messages } = await t.conversations.get(t.id);
    expect(Object.values(messages)).toHaveLength(5);
    expect((await t.path()).map(textOf)).toEqual(['better question', 'answer']);
    await t.conversations.showVersion(t.id, first);
    expect((await t.path()).map((message) => message.id)).toEqual([question?.id, first]);
  });

  it('sends attachments before the text, keeps them in new versions, and leaves out those taken away', async () => {
    const t = await setUp();
    const attachments = [
      { kind: 'image', attachment: 'a'.repeat(64), mediaType: 'image/png', name: 'cat.png' },
      { kind: 'file', attachment: 'b'.repeat(64), mediaType: 'text/csv', name: 'n.csv', size: 7 },
    ] as const;
    const sent = (): unknown =>
      provider.requestsOf('stream').at(-1)?.body?.messages?.at(-1)?.content;
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } };
    const file = { type: 'text', text: 'File n.csv:\n\none,two' };
    let settled = t.settled();
    const { messageId } = await t.turns.send(t.id, 'What is it?', { attachments });
    await settled;
    expect(sent()).toEqual([image, file, { type: 'text', text: 'What is it?' }]);
    settled = t.settled();
    await t.turns.regenerate(t.id, messageId);
    await settled;
    expect(sent()).toEqual([image, file, { type: 'text', text: 'What is it?' }]);
    const [asked] = await t.path();
    settled = t.settled();
    await t.turns.edit(t.id, asked?.id ?? '', 'And this?');
    await settled;
    expect(sent()).toEqual([image, file, { type: 'text', text: 'And this?' }]);
    settled = t.settled();
    await t.turns.edit(t.id, asked?.id ?? '', '', ['b'.repeat(64), 'f'.repeat(64)]);
    await settled;
    expect(sent()).toBe('File n.csv:\n\none,two');
    expect((await t.path())[0]?.parts).toEqual([attachments[1]]);
    await expect(t.turns.edit(t.id, asked?.id ?? '', '', [])).rejects.toThrow('nothing to send');
    await expect(t.turns.send(t.id, '')).rejects.toThrow('nothing to send');
  });

  it('names a conversation that begins with a file after it', async () => {
    const t = await setUp();
    const settled = t.settled();
    const file = {
      kind: 'file',
      attachment: 'b'.repeat(64),
      mediaType: 'text/csv',
      name: 'Costs 2026.csv',
      size: 7,
    } as const;
    await t.turns.send(t.id, '', { attachments: [file] });
    await settled;
    expect((await t.conversations.get(t.id)).title).toBe('Costs 2026.csv');
  });

  it('retries in place when nothing had come, beside it when something had', async () => {
    const t = await setUp();
    provider.next({ kind: 'error', status: 401 });
    const failed = await ask(t, 'question');
    expect((await t.path()).at(-1)).toMatchObject({ status: 'failed', error: { kind: 'auth' } });
    provider.script({ kind: 'text', text: 'fine' });
    const settled = t.settled();
    await t.turns.retry(t.id, failed);
    await settled;
    const answer = (await t.path()).at(-1);
    expect(answer).toMatchObject({ id: failed, status: 'complete' });
    expect(answer).not.toHaveProperty('error');
  });

  it('lets a window that attaches in the middle have every character once', async () => {
    const t = await setUp();
    const live = provider.live();
    await t.turns.send(t.id, 'question');
    await live.write('before ');
    await expect.poll(() => sentText(t.events)).toBe('before ');
    t.turns.detach(t.client);
    await live.write('while away ');
    await expect.poll(() => t.store.streamed.length).toBeGreaterThan(0);
    let opened = await t.turns.open(t.id, t.client);
    await expect
      .poll(async () => {
        opened = await t.turns.open(t.id, t.client);
        return textOf(opened.conversation.messages[opened.live[0]?.messageId ?? ''] as Message);
      })
      .toBe('before while away ');
    t.events.length = 0;
    await live.write('after');
    const settled = t.settled();
    await live.finish('stop');
    await settled;
    const later = t.events.flatMap((event) =>
      seqOf(event) > (opened.live[0]?.seq ?? 0) ? [textIn(event)] : [],
    );
    expect(later.join('')).toBe('after');
  });
});
