import { describe, expect, it } from 'vitest';
import {
  toChatMessages,
  type ChatMessage,
} from '../../../src/main/wire/chat-completions/messages.ts';
import type { AttachmentPart, Message, Part } from '../../../src/shared/model/conversation.ts';
import {
  contentKey,
  loadAttachments,
  type AttachmentContent,
} from '../../../src/main/turns/attachment-contents.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';

/** The request as servers receive it. */
const built = (...given: Parameters<typeof buildMessages>): readonly ChatMessage[] =>
  toChatMessages(buildMessages(...given));

function message(role: 'user' | 'assistant', parts: readonly Part[]): Message {
  return {
    id: '01900000-0000-7000-8000-000000000000',
    parentId: null,
    role,
    parts,
    status: 'complete',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}
const said = (role: 'user' | 'assistant', text: string): Message =>
  message(role, [{ kind: 'text', text }]);

describe('the messages of a request', () => {
  it('begin with the system prompt, if there is one, and keep their order', () => {
    const path = [said('user', 'a'), said('assistant', 'b'), said('user', 'c')];
    expect(built(path, 'Be kind.')).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
    ]);
    expect(built(path, ' \n')[0]).toEqual({ role: 'user', content: 'a' });
  });

  it('leave out answers without text and never hold reasoning', () => {
    const path = [
      said('user', 'a'),
      message('assistant', []),
      said('user', 'b'),
      message('assistant', [{ kind: 'reasoning', text: 'secret thoughts' }]),
      message('assistant', [
        { kind: 'reasoning', text: 'secret thoughts' },
        { kind: 'text', text: 'c' },
      ]),
    ];
    expect(built(path, '')).toEqual([
      { role: 'user', content: 'a\n\nb' },
      { role: 'assistant', content: 'c' },
      { role: 'user', content: 'Please go on.' },
    ]);
  });

  it('ask for the rest of an answer after the part there is', () => {
    const path = [said('user', 'a'), said('assistant', 'half an ans')];
    const messages = built(path, '', { continueAnswer: true });
    expect(messages.slice(0, 2)).toEqual([
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'half an ans' },
    ]);
    expect(messages).toHaveLength(3);
    expect(messages[2]).toMatchObject({ role: 'user' });
    expect(messages[2]?.content).toMatch(/exactly where it stopped/);
  });

  it('ask again where there is nothing to continue', () => {
    const path = [said('user', 'a'), message('assistant', [])];
    expect(built(path, '', { continueAnswer: true })).toEqual([{ role: 'user', content: 'a' }]);
  });

  it('carry images and files', () => {
    const picture = { kind: 'image', mediaType: 'image/png' } as const;
    const image = { ...picture, attachment: 'a'.repeat(64), name: 'cat.png' };
    const gone = { ...picture, attachment: 'c'.repeat(64), name: 'lost.png' };
    const document = { kind: 'file', size: 2 } as const;
    const file = {
      ...document,
      attachment: 'b'.repeat(64),
      mediaType: 'text/plain',
      name: 'n.txt',
    };
    const unreadable = {
      ...document,
      attachment: 'd'.repeat(64),
      mediaType: 'x/y',
      name: 'x.docx',
    };
    const path = [
      message('user', [{ kind: 'text', text: 'Look:' }, image, file, gone, unreadable]),
    ];
    const attachments = new Map<string, AttachmentContent>([
      [contentKey(image), { kind: 'image', url: 'data:image/png;base64,AQID' }],
      [contentKey(file), { kind: 'text', text: 'hi' }],
      [contentKey(unreadable), { kind: 'unreadable' }],
    ]);
    expect(built(path, '', { attachments })).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look:' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
          { type: 'text', text: 'File n.txt:\n\nhi' },
          { type: 'text', text: '[lost.png is no longer available]' },
          { type: 'text', text: '[x.docx is a file that cannot be read as text]' },
        ],
      },
    ]);
  });

  it('read each attachment once, and none after Stop', async () => {
    const cat = {
      kind: 'image',
      attachment: 'a'.repeat(64),
      mediaType: 'image/png',
      name: 'c',
    } as const;
    const dog = { ...cat, attachment: 'b'.repeat(64) };
    const path = [message('user', [cat]), message('user', [cat, dog])];
    const stop = new AbortController();
    const read: string[] = [];
    const load = (part: AttachmentPart): Promise<AttachmentContent> => {
      read.push(part.attachment);
      return Promise.resolve({ kind: 'text', text: part.attachment });
    };
    const contents = await loadAttachments(path, load, stop.signal);
    expect([...contents.keys()]).toEqual([contentKey(cat), contentKey(dog)]);
    expect(read).toEqual([cat.attachment, dog.attachment]);
    stop.abort();
    expect((await loadAttachments(path, load, stop.signal)).size).toBe(0);
    const later = new AbortController();
    const endless = (): Promise<AttachmentContent> => new Promise(() => later.abort());
    expect((await loadAttachments(path, endless, later.signal)).size).toBe(0);
  });

  it('carry tool calls with their results, and say so where a call never ran', () => {
    const path = [
      said('user', 'Where?'),
      message('assistant', [
        { kind: 'text', text: 'Let me see.' },
        { kind: 'tool_call', callId: 'a', name: 'find', arguments: '{"q":1}', state: 'done' },
        { kind: 'tool_call', callId: 'b', name: 'find', arguments: '{}', state: 'proposed' },
        {
          kind: 'tool_result',
          callId: 'a',
          content: [{ kind: 'text', text: 'found' }],
          isError: false,
        },
        { kind: 'text', text: 'Here it is.' },
      ]),
      said('user', 'Thanks'),
    ];
    expect(built(path, '')).toEqual([
      { role: 'user', content: 'Where?' },
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'find', arguments: '{"q":1}' } },
          { id: 'b', type: 'function', function: { name: 'find', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'found' },
      { role: 'tool', tool_call_id: 'b', content: 'The call was not run.' },
      { role: 'assistant', content: 'Here it is.' },
      { role: 'user', content: 'Thanks' },
    ]);
  });
});
