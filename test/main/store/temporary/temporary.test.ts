import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConversationService } from '../../../../src/main/conversations/conversation-service.ts';
import { createTemporaryHandlers } from '../../../../src/main/conversations/temporary-handlers.ts';
import { newId } from '../../../../src/main/conversations/id.ts';
import { nodeFileSystem, type FileSystem } from '../../../../src/main/disk/file-system.ts';
import { createAttachmentStore } from '../../../../src/main/store/attachments.ts';
import { createTemporaryStores } from '../../../../src/main/store/temporary/temporary.ts';
import type { Conversation, Message } from '../../../../src/shared/model/conversation.ts';
import { forkOf } from '../../../../src/shared/model/tree/fork.ts';
import { foundIn } from '../../../found-in.ts';
import { attackedFiles } from '../attacked-files.ts';
import { newRoot, storeOn } from '../support.ts';

const secret = 'canary-5b1f0c7e9a';

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function textIn(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** A window's view on the stores over a real folder. */
async function rig(maxBytes?: number, files: FileSystem = nodeFileSystem) {
  const root = newRoot();
  const store = await storeOn(root);
  const disk = createAttachmentStore(files, join(root, 'attachments'));
  const stores = createTemporaryStores(
    { conversations: store.conversations, drafts: store.drafts, attachments: disk },
    maxBytes === undefined ? {} : { maxBytes },
  );
  const service = createConversationService(stores.conversations, Date, newId, () => undefined);
  await service.load();
  const handlers = createTemporaryHandlers(service, stores);
  const begin = async (): Promise<string> =>
    (await handlers['conversation.createTemporary'](undefined)).id;
  /** Adds a message with a file to the end of the path. */
  const say = async (id: string, text: string, attachment?: string): Promise<Message> => {
    const { leafId } = await service.get(id);
    const file = { kind: 'file', attachment: attachment ?? '', mediaType: 'text/plain' } as const;
    const message: Message = {
      id: newId(),
      parentId: leafId,
      role: leafId === null ? 'user' : 'assistant',
      parts: [
        { kind: 'text', text },
        ...(attachment === undefined ? [] : [{ ...file, name: `${secret}.txt`, size: 1 }]),
      ],
      status: 'complete',
      createdAt: service.nowIso(),
    };
    await service.change(id, (before) => ({
      ...before,
      title: text,
      leafId: message.id,
      messages: { ...before.messages, [message.id]: message },
    }));
    return message;
  };
  const leaks = async (): Promise<readonly string[]> => {
    await store.conversations.flush();
    return foundIn([root], secret);
  };
  /** What another start on the folder reads. */
  const readAgain = async (id: string): Promise<Conversation> =>
    (await storeOn(root)).conversations.read(id);
  return { root, store, disk, stores, service, handlers, begin, say, leaks, readAgain };
}

describe('a temporary conversation', () => {
  it('leaves nothing on the disk, whatever is done with it', async () => {
    const { stores, service, begin, say, leaks, root } = await rig();
    const id = await begin();
    const { sha256 } = await stores.attachments.putForNow(chunks(secret, 'more'), id);
    stores.attachments.settle(sha256);
    const message = await say(id, secret, sha256);
    stores.conversations.writeStreaming(id, message);
    stores.drafts.set(id, secret, { pasted: [secret] });
    expect(stores.drafts.all()).toMatchObject([{ conversationId: id, text: secret }]);
    expect(await textIn(stores.attachments.read(sha256))).toBe(`${secret}more`);
    expect(await stores.attachments.size(sha256)).toBe(21);
    const fork = forkOf(await service.get(id), message.id, { newId, nowIso: service.nowIso() });
    await service.create((empty) => ({ ...empty, ...fork, id: empty.id }));
    await service.remove(id);
    await service.restore(id);
    await service.remove(id);
    // What a window tells late must not become a file of its own.
    stores.drafts.set(id, secret);
    await stores.attachments.put(chunks(`late ${secret}`), id);
    expect(await leaks()).toEqual([]);
    expect(foundIn([root], id)).toEqual([]);
    expect(service.heads().map(({ temporary }) => temporary)).toEqual([true]);
  });

  it('is found by the same search once it is normal', async () => {
    const { stores, service, say, leaks } = await rig();
    const { id } = await service.create();
    const { sha256 } = await stores.attachments.put(chunks(secret), id);
    await say(id, 'Hello');
    stores.drafts.set(id, secret);
    expect((await leaks()).toSorted()).toEqual([`attachments/${sha256}`, `drafts/${id}.json`]);
  });

  it('is begun once as long as it is empty', async () => {
    const { begin, say, stores } = await rig();
    const id = await begin();
    expect(await begin()).toBe(id);
    expect(stores.unkept()).toEqual([]);
    stores.drafts.set(id, 'typed');
    expect(stores.unkept()).toEqual([id]);
    stores.drafts.set(id, '');
    await say(id, 'Hello');
    expect(await begin()).not.toBe(id);
    expect(stores.unkept()).toEqual([id]);
  });

  it('is written whole when it is kept, and is a normal one from then on', async () => {
    const t = await rig();
    const { stores, service, handlers, disk } = t;
    const id = await t.begin();
    const attached = await stores.attachments.putForNow(chunks('attached'), id);
    const picture = await stores.attachments.put(chunks('a picture'), id);
    await t.say(id, secret, attached.sha256);
    stores.drafts.set(id, 'a draft', { pasted: ['pasted'] });
    await handlers['conversation.keep']({ conversationId: id });
    expect(service.heads().map(({ temporary }) => temporary)).toEqual([undefined]);
    expect(await textIn(disk.read(attached.sha256))).toBe('attached');
    expect(await textIn(disk.read(picture.sha256))).toBe('a picture');
    const later = await stores.attachments.put(chunks('later'), id);
    expect(await disk.size(later.sha256)).toBe(5);
    await t.say(id, 'And on');
    await t.store.conversations.flush();
    expect(Object.values((await t.readAgain(id)).messages)).toHaveLength(2);
    expect((await t.readAgain(id)).temporary).toBeUndefined();
    expect(t.store.drafts.all()).toMatchObject([{ text: 'a draft', pasted: ['pasted'] }]);
    // A second time changes nothing.
    await handlers['conversation.keep']({ conversationId: id });
    await service.remove(id);
    expect(await service.trashed()).toHaveLength(1);
  });

  it('stays temporary if the disk does not take its files', async () => {
    let isFull = true;
    const files = attackedFiles(({ name }) =>
      isFull && name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { stores, service, handlers, begin, say, leaks, disk } = await rig(undefined, files);
    const id = await begin();
    const { sha256 } = await stores.attachments.put(chunks(secret), id);
    await say(id, secret, sha256);
    const keep = async (): Promise<unknown> =>
      handlers['conversation.keep']({ conversationId: id });
    await expect(keep()).rejects.toThrow(/disk/iu);
    expect((await service.get(id)).temporary).toBe(true);
    expect(await leaks()).toEqual([]);
    isFull = false;
    await keep();
    expect(await disk.size(sha256)).toBe(secret.length);
  });

  it('leaves no file behind if the disk takes only some of them', async () => {
    let writes = 0;
    const files = attackedFiles(({ name }) =>
      name === 'write' && (writes += 1) > 1 ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { stores, handlers, begin, say, leaks } = await rig(undefined, files);
    const id = await begin();
    for (const more of ['1', '2']) await stores.attachments.put(chunks(secret, more), id);
    await say(id, secret);
    const keeping = handlers['conversation.keep']({ conversationId: id });
    await expect(keeping).rejects.toThrow(/disk/iu);
    expect(writes).toBe(2);
    expect(await leaks()).toEqual([]);
  });

  it('can be kept in two windows at once', async () => {
    const { stores, service, handlers, begin, say, disk } = await rig();
    const id = await begin();
    const { sha256 } = await stores.attachments.put(chunks('attached'), id);
    await say(id, 'Hello', sha256);
    const keep = async (): Promise<void> => handlers['conversation.keep']({ conversationId: id });
    await Promise.all([keep(), keep()]);
    expect((await service.get(id)).temporary).toBeUndefined();
    expect(await textIn(disk.read(sha256))).toBe('attached');
  });

  it('is temporary still if it was deleted while its files were copied', async () => {
    const deleting: Promise<void>[] = [];
    const files = attackedFiles(({ name }) => {
      if (name === 'write' && deleting.length === 0) deleting.push(t.service.remove(id));
      return { kind: 'works' };
    });
    const t = await rig(undefined, files);
    const { stores, service, handlers } = t;
    const id = await t.begin();
    await stores.attachments.put(chunks(secret), id);
    await t.say(id, secret);
    const keeping = handlers['conversation.keep']({ conversationId: id });
    await expect(keeping).rejects.toThrow(/no longer exists/u);
    await Promise.all(deleting);
    await service.restore(id);
    await stores.attachments.put(chunks(`${secret} later`), id);
    expect(await t.leaks()).toEqual([]);
    await handlers['conversation.keep']({ conversationId: id });
    expect(await t.leaks()).toHaveLength(3);
  });

  it('has room for some files, which those of deleted ones give up', async () => {
    const { stores, service, begin, say } = await rig(10);
    const first = await begin();
    await stores.attachments.put(chunks('12345678'), first);
    await say(first, 'Hello');
    const second = await begin();
    const more = (): Promise<unknown> => stores.attachments.put(chunks('abcdef'), second);
    await expect(more()).rejects.toThrow(/can hold/u);
    await expect(stores.attachments.put(chunks('123456', '789012'), second)).rejects.toThrow(
      /can hold/u,
    );
    await service.remove(first);
    await more();
    await expect(service.restore(first)).rejects.toThrow(/no longer exists/u);
  });

  it('shares files with its fork, and leaves them to it', async () => {
    const { stores, service, begin, say, disk, handlers } = await rig();
    const id = await begin();
    const { sha256 } = await stores.attachments.put(chunks('shared'), id);
    const message = await say(id, 'Hello', sha256);
    const fork = forkOf(await service.get(id), message.id, { newId, nowIso: service.nowIso() });
    // Only the answer is copied by a fork from it.
    const answer = await say(id, 'Yes', sha256);
    const copy = forkOf(await service.get(id), answer.id, { newId, nowIso: service.nowIso() });
    expect(fork?.temporary).toBe(true);
    const made = await service.create((empty) => ({ ...empty, ...copy, id: empty.id }));
    await handlers['conversation.keep']({ conversationId: id });
    expect(await textIn(stores.attachments.read(sha256))).toBe('shared');
    await handlers['conversation.keep']({ conversationId: made.id });
    expect(await disk.size(sha256)).toBe(6);
  });

  it('takes back what was attached and not used', async () => {
    const { stores, begin } = await rig();
    const id = await begin();
    const { sha256 } = await stores.attachments.putForNow(chunks('x'), id);
    await stores.attachments.discard(sha256);
    expect(await stores.attachments.size(sha256)).toBe(null);
  });

  it('never passes the store on disk', async () => {
    const { store, stores, begin } = await rig();
    const conversation = await stores.conversations.read(await begin());
    await expect(store.conversations.write(conversation)).rejects.toThrow(/not written/u);
    await expect(store.conversations.add(conversation)).rejects.toThrow(/not written/u);
  });
});
