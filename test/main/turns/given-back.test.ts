import { describe, expect, it } from 'vitest';
import {
  contentKey,
  loadAttachments,
  type AttachmentContent,
} from '../../../src/main/turns/attachment-contents.ts';
import { givenBack } from '../../../src/main/turns/given-back.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';
import { toChatMessages } from '../../../src/main/wire/chat-completions/messages.ts';
import { hasOldImages, oldImagesInWords } from '../../../src/main/wire/history.ts';
import type { Message, Part, ResultContent } from '../../../src/shared/model/conversation.ts';
import { attachments, file, picture, url } from './given-back-samples.ts';

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
const call = (callId: string): Part => ({
  kind: 'tool_call',
  callId,
  name: 'draw',
  arguments: '{}',
  state: 'done',
});
const result = (callId: string, ...content: readonly ResultContent[]): Part => ({
  kind: 'tool_result',
  callId,
  content,
  isError: false,
});
const path = [
  message('user', [{ kind: 'text', text: 'Draw it twice.' }]),
  message('assistant', [
    call('a'),
    call('b'),
    result('a', { kind: 'text', text: 'Drawn.' }, picture),
    result('b', { kind: 'text', text: 'Drawn too.' }),
    { kind: 'text', text: 'There.' },
  ]),
];

describe('what a tool gave back', () => {
  it('has its pictures sent after all results, as a question of their own', () => {
    expect(toChatMessages(buildMessages(path, '', { attachments })).slice(1)).toEqual([
      expect.objectContaining({ role: 'assistant', content: null }),
      {
        role: 'tool',
        tool_call_id: 'a',
        content: 'Drawn.\n\n[Picture chart.png: it follows the results.]',
      },
      { role: 'tool', tool_call_id: 'b', content: 'Drawn too.' },
      { role: 'assistant', content: '[The pictures of these results follow.]' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'chart.png, given back by draw:' },
          { type: 'image_url', image_url: { url } },
        ],
      },
      { role: 'assistant', content: 'There.' },
      { role: 'user', content: 'Please go on.' },
    ]);
  });

  it('has its pictures told in words where a model sees none, and the person’s own stay', () => {
    const own = message('user', [picture]);
    const [, answer] = path;
    if (answer === undefined) throw new Error('There is no answer.');
    const built = buildMessages([own, { ...answer, parts: answer.parts.slice(0, 4) }], '', {
      attachments,
    });
    expect(hasOldImages(built)).toBe(true);
    const blind = oldImagesInWords(built);
    expect(JSON.stringify(blind).split(url)).toHaveLength(2);
    expect(blind[0]).toEqual(built[0]);
    expect(hasOldImages(blind)).toBe(false);
  });

  it('has a file read only if there are no words beside it', () => {
    expect(givenBack([file], 'read', attachments)).toEqual({
      text: 'File rows.csv:\n\na,b',
      pictures: [],
    });
    const beside = givenBack(
      [{ kind: 'text', text: 'The first rows.' }, file],
      'read',
      attachments,
    );
    expect(beside.text).toBe('The first rows.\n\n[File rows.csv (text/csv) is attached.]');
    const long = new Map<string, AttachmentContent>([
      [contentKey(file), { kind: 'text', text: 'x'.repeat(300_000) }],
    ]);
    expect(givenBack([file], 'read', long).text.length).toBeLessThan(100_100);
    expect(givenBack([picture], 'read', undefined).text).toBe('[chart.png is no longer available]');
  });

  it('has data and links told where there is nothing else', () => {
    const json = '{"rows":[]}';
    const data: ResultContent = { kind: 'structured', json };
    const link: ResultContent = { kind: 'link', uri: 'file:///x', name: 'x' };
    expect(givenBack([data, link], 'read', attachments).text).toBe(`${json}\n\nx\nfile:///x`);
    expect(givenBack([{ kind: 'text', text: 'None.' }, data], 'read', attachments).text).toBe(
      'None.',
    );
  });

  it('has nothing of what is for the person alone', () => {
    const shown: ResultContent = { kind: 'text', text: 'For you', audience: 'user' };
    const hidden: ResultContent = { kind: 'text', text: 'For it', audience: 'assistant' };
    const chart: ResultContent = { ...picture, audience: 'user' };
    const back = givenBack([shown, chart, hidden], 'draw', attachments);
    expect(back).toEqual({ text: 'For it', pictures: [] });
    expect(givenBack([shown, chart], 'draw', attachments)).toEqual({
      text: '[The result is shown to the user, and is not meant for you.]',
      pictures: [],
    });
  });

  it('has read what is sent, and nothing twice', async () => {
    const read: string[] = [];
    const load = ({ name }: { readonly name: string }): Promise<AttachmentContent> => {
      read.push(name);
      return Promise.resolve({ kind: 'image', url });
    };
    const { signal } = new AbortController();
    const first = await loadAttachments(path, load, signal);
    expect(read).toEqual(['chart.png']);
    const more = [...path, message('assistant', [call('c'), result('c', picture, file)])];
    await loadAttachments(more, load, signal, first);
    expect(read).toEqual(['chart.png', 'rows.csv']);
  });
});
