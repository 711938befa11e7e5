import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation, Id, Message, Part } from '../../../../src/shared/conversation.ts';
import type { ExportFormat } from '../../../../src/shared/jobs.ts';
import { newId } from '../../../../src/main/id.ts';
import {
  exportConversations,
  exportText,
  planExport,
} from '../../../../src/main/library/export/export-conversations.ts';
import { openArchive } from '../../../../src/main/library/import/archive.ts';
import { importLimits } from '../../../../src/main/library/import/limits.ts';
import { nodeFileSystem, type FileSystem } from '../../../../src/main/store/file-system.ts';
import { attackedFiles, newRoot } from '../../store/support.ts';
import { lookUp, openProfile, pathOf, pixel, type Profile } from '../profile.ts';
import { conversations } from './conversations.ts';

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function said(
  role: Message['role'],
  parentId: Id | null,
  parts: readonly Part[],
  rest: Partial<Message> = {},
): Message {
  return {
    id: newId(),
    parentId,
    role,
    parts,
    status: 'complete',
    createdAt: '2026-11-01T12:00:00.000Z',
    ...rest,
  };
}

function conversationOf(
  title: string,
  messages: readonly Message[],
  rest: Partial<Conversation> = {},
): Conversation {
  return {
    version: 1,
    id: newId(),
    title,
    titledBy: 'person',
    createdAt: '2026-11-01T12:00:00.000Z',
    updatedAt: '2026-11-01T12:30:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    ...rest,
  };
}

const text = (value: string): Part => ({ kind: 'text', text: value });

interface Options {
  readonly format?: ExportFormat;
  readonly path?: string;
  readonly files?: FileSystem;
  readonly signal?: AbortSignal;
  readonly messageIds?: readonly Id[] | null;
  readonly onProgress?: (done: number, total: number) => void;
}

async function take(profile: Profile, ids: readonly Id[], options: Options = {}) {
  const { format = 'json', path = join(newRoot(), 'export'), files = nodeFileSystem } = options;
  const plan = await planExport(profile, ids, options.messageIds ?? null, format);
  return exportConversations({
    plan,
    path,
    source: profile,
    files,
    signal: options.signal ?? new AbortController().signal,
    onProgress: options.onProgress ?? (() => undefined),
    now: () => Date.parse('2026-11-02T00:00:00.000Z'),
  });
}

async function entriesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const signal = new AbortController().signal;
  const archive = await openArchive(path, importLimits, signal);
  const found = new Map<string, string>();
  for (const entry of archive.entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.open(entry, signal)) chunks.push(chunk);
    found.set(entry.name, Buffer.concat(chunks).toString('utf8'));
  }
  archive.close();
  return found;
}

describe('JSON', () => {
  test('everything out and into an empty profile gives identical trees', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 8 }),
        fc.infiniteStream(fc.nat()),
        async (extraCount, seeds) => {
          const from = await openProfile();
          const picture = await from.attachments.put(once(pixel));
          const note = await from.attachments.put(once(Buffer.from('a note')));
          const sample = conversations([picture.sha256, note.sha256]);
          const [seed] = seeds.take(1);
          const made = fc.sample(sample, { numRuns: extraCount + 1, seed: seed ?? 0 });
          for (const conversation of made) await from.conversations.add(conversation);
          const { path, conversations: count } = await take(
            from,
            made.map(({ id }) => id),
          );
          expect(count).toBe(made.length);
          const into = await openProfile();
          const { report } = await into.bringIn(path);
          expect(report).toMatchObject({ added: made.length, skipped: 0 });
          const byId = (profile: Profile) =>
            Promise.all(made.map(({ id }) => profile.conversations.get(id)));
          expect(await byId(await openProfile(into.root))).toEqual(
            JSON.parse(JSON.stringify(made)),
          );
          for (const name of fs.existsSync(join(into.root, 'attachments'))
            ? fs.readdirSync(join(into.root, 'attachments'))
            : []) {
            expect(into.attachmentBytes(name).equals(from.attachmentBytes(name))).toBe(true);
          }
          const again = await into.bringIn(path);
          expect(again.report).toMatchObject({ added: 0, extended: 0, alreadyThere: made.length });
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a single file carries its pictures inside', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel));
    const image: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/png',
      name: 'dot.png',
    };
    const conversation = conversationOf('With a picture', [
      said('user', null, [image, text('Look')]),
    ]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const into = await openProfile();
    expect((await into.bringIn(path)).report).toMatchObject({ added: 1, attachments: 1 });
    expect(await into.conversations.get(conversation.id)).toEqual(conversation);
    expect(into.attachmentBytes(sha256).equals(pixel)).toBe(true);
  });

  test('a message alone becomes a conversation of its own', async () => {
    const from = await openProfile();
    const first = said('user', null, [text('one')]);
    const second = said('assistant', first.id, [text('two')]);
    const third = said('user', second.id, [text('three')]);
    const conversation = conversationOf('Long', [first, second, third]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { messageIds: [third.id, first.id] });
    await from.bringIn(path);
    expect(from.heads()).toHaveLength(2);
    const excerpt = from.heads().find(({ id }) => id !== conversation.id);
    expect(pathOf(excerpt && (await from.read(excerpt.id)))).toEqual(['user: one', 'user: three']);
  });

  test('from a newer version it is left out with the reason', async () => {
    const from = await openProfile();
    const conversation = conversationOf('New', [said('user', null, [text('x')])]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const newer = fs.readFileSync(path, 'utf8').replace('"version":1', '"version":99');
    fs.writeFileSync(path, newer);
    const { report } = await (await openProfile()).bringIn(path);
    expect(report.items).toEqual([
      {
        kind: 'skipped',
        name: 'New',
        reason: 'It is from a newer Parley. Update this one to read it.',
      },
    ]);
  });
});

describe('Markdown and text', () => {
  const nasty = 'Read:\n\n## You\n\n```\n## Assistant\nopen fence';

  test('a transcript reads back as it was said', async () => {
    const from = await openProfile();
    const first = said('user', null, [text(nasty)]);
    const second = said(
      'assistant',
      first.id,
      [{ kind: 'reasoning', text: 'Hm.' }, text('**User:** not a head')],
      { model: 'gpt-5' },
    );
    const conversation = conversationOf('A: "title"\nof two lines', [first, second], {
      systemPrompt: 'Be kind.',
    });
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    const written = fs.readFileSync(path, 'utf8');
    expect(written).toMatch(
      /^---\ntitle: "A: \\"title\\"\\nof two lines"\ncreated: 2026-11-01T12:00:00.000Z\n/,
    );
    const into = await openProfile();
    await into.bringIn(path);
    const [found] = (await into.kept()).values();
    expect(found).toMatchObject({ title: 'A: "title" of two lines', systemPrompt: 'Be kind.' });
    expect(pathOf(found)).toEqual([
      `user: ${nasty}\n\`\`\``,
      'assistant: <thinks Hm.> **User:** not a head',
    ]);
  });

  test('with attachments it is an archive in which the links lead to them', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel));
    const image: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/png',
      name: 'my [dot] 1',
    };
    const conversation = conversationOf('CON', [said('user', null, [image, text('Look')])]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'markdown' });
    const entries = await entriesOf(path);
    const name = `attachments/${sha256.slice(0, 12)}-my [dot] 1.png`;
    expect([...entries.keys()]).toEqual(['_CON.md', name]);
    const link = /!\[my \\\[dot\\\] 1\]\((.*)\)/.exec(lookUp(entries, '_CON.md'))?.[1] ?? '';
    expect(decodeURIComponent(link)).toBe(name);
  });

  test('for the clipboard', () => {
    const first = said('user', null, [text('Hi **you**')]);
    const second = said('assistant', first.id, [text('Hello <b>')], { status: 'stopped' });
    const conversation = conversationOf('T', [first, second]);
    expect(exportText(conversation, [first.id], 'markdown')).toBe('Hi **you**\n');
    expect(exportText(conversation, [second.id], 'text')).toBe('Hello <b>\n');
    expect(exportText(conversation, [first.id], 'html')).toBe('<p>Hi <strong>you</strong></p>');
    expect(exportText(conversation, null, 'text')).toContain('[This answer was stopped.]');
    expect(JSON.parse(exportText(conversation, null, 'json'))).toMatchObject({
      format: 'parley-conversation',
      conversation: { id: conversation.id },
    });
  });
});

describe('HTML', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<svg onload=alert(1)>',
    '<style>@import "https://evil.example"</style>',
    '</title></head><script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example)',
    '![x](https://evil.example/pixel.png)',
    '![x][r]\n\n[r]: https://evil.example/pixel.png',
    '<https://ok.example> <javascript:alert(1)>',
    '```html"><script>alert(1)</script>\nx\n```',
    '> '.repeat(10_000),
    '*a '.repeat(5000),
    '['.repeat(5000),
    '| a |\n|---|\n'.concat('| <script>alert(1)</script> |\n'.repeat(50)),
    '[^1]\n\n[^1]: <script>alert(1)</script>',
  ];

  test('runs nothing, fetches nothing, and shows attacks as text', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel));
    const picture: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/png',
      name: '"><script>alert(1)</script>',
    };
    const vector: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/svg+xml"><script>',
      name: 'x',
    };
    const title = '</title><script>alert("title")</script>';
    const messages: Message[] = [];
    for (const attack of attacks) {
      const parts: Part[] = [
        text(attack),
        { kind: 'reasoning', text: attack },
        { kind: 'tool_call', callId: 'c', name: attack, arguments: attack },
        { kind: 'tool_result', callId: 'c', text: attack },
      ];
      messages.push(
        said('assistant', messages.at(-1)?.id ?? null, parts, { model: attack.slice(0, 200) }),
      );
    }
    messages.push(
      said('user', messages.at(-1)?.id ?? null, [
        picture,
        vector,
        { kind: 'file', attachment: sha256, mediaType: 'x', name: '<script>', size: 1 },
      ]),
    );
    const conversation = conversationOf(title, messages, {
      systemPrompt: attacks.slice(0, 10).join('\n\n'),
    });
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'html' });
    const html = fs.readFileSync(path, 'utf8');

    // Everything that a browser could act on is a tag or an attribute of one.
    const tags = [...html.matchAll(/<(\/?)([a-zA-Z!][^\s/>]*)((?:[^>"]|"[^"]*")*)>/g)];
    const names = new Set(tags.map(([, , name]) => name?.toLowerCase()));
    for (const name of [
      'script',
      'iframe',
      'svg',
      'object',
      'embed',
      'form',
      'link',
      'base',
      'math',
      'button',
    ]) {
      expect(names).not.toContain(name);
    }
    const attributes = tags.map(([, , , rest]) => rest ?? '').join('\n');
    const attributeNames = attributes.replaceAll(/"[^"]*"/g, '');
    expect(attributeNames).not.toMatch(/\s(?:on\w+|style|srcdoc)=/i);
    const addresses = [
      ...attributes.matchAll(/\s(?:href|src|action|srcset|poster)="([^"]*)"/g),
    ].map(([, url]) => url ?? '');
    for (const url of addresses)
      expect(url).toMatch(/^(?:https?:\/\/|mailto:|#|data:image\/png;base64,)/);
    expect(addresses.filter((url) => url.startsWith('data:'))).toHaveLength(1);
    expect(names.has('img')).toBe(true);
    expect(tags.filter(([, , name]) => name === 'meta')).toHaveLength(5);
    expect(attributes.match(/http-equiv=/gi)).toHaveLength(1);
    // Shown, not lost.
    expect(html).toContain('&#x3C;script>alert(1)&#x3C;/script>');
    expect(html).toContain('&#x3C;/title>&#x3C;script>alert("title")&#x3C;/script>');
    // The style is the one that the policy names.
    const written = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
    const policy = written.replaceAll('&#x27;', "'");
    expect(policy).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'$/,
    );
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const { createHash } = await import('node:crypto');
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    expect(style).toContain('prefers-color-scheme: dark');
  });

  test('many are an archive with a list that leads to each', async () => {
    const from = await openProfile();
    const made = ['Plan', 'plan', 'a/b?#%'].map((title) =>
      conversationOf(title, [said('user', null, [text(title)])]),
    );
    for (const conversation of made) await from.conversations.add(conversation);
    const { path } = await take(
      from,
      made.map(({ id }) => id),
      { format: 'html' },
    );
    const entries = await entriesOf(path);
    expect([...entries.keys()]).toEqual([
      'Plan.html',
      'plan (2).html',
      'a b #%.html',
      'index.html',
    ]);
    const links = [...lookUp(entries, 'index.html').matchAll(/href="\.\/([^"]*)"/g)].map(
      ([, url]) => decodeURIComponent(url ?? ''),
    );
    expect(links).toEqual(['Plan.html', 'plan (2).html', 'a b #%.html']);
  });
});

describe('the file appears whole or not at all', () => {
  async function library(
    count: number,
  ): Promise<{ readonly profile: Profile; readonly ids: readonly Id[] }> {
    const profile = await openProfile();
    const made = Array.from({ length: count }, (_, at) =>
      conversationOf(`C ${at}`, [said('user', null, [text('words '.repeat(500))])]),
    );
    for (const conversation of made) await profile.conversations.add(conversation);
    return { profile, ids: made.map(({ id }) => id) };
  }

  test('progress is told, and a cancel leaves nothing, not even of an older file', async () => {
    const { profile, ids } = await library(30);
    const path = join(newRoot(), 'mine.zip');
    fs.writeFileSync(path, 'the older file');
    const abort = new AbortController();
    const seen: number[] = [];
    const running = take(profile, ids, {
      path,
      signal: abort.signal,
      onProgress(done, total) {
        expect(total).toBe(30);
        seen.push(done);
        if (done === 10) abort.abort();
      },
    });
    await expect(running).rejects.toThrow(/abort/i);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(fs.readdirSync(dirname(path))).toEqual([basename(path)]);
    expect(fs.readFileSync(path, 'utf8')).toBe('the older file');
    await take(profile, ids, { path });
    expect((await entriesOf(path)).size).toBe(30);
  });

  test('a disk that refuses at any call', async () => {
    const { profile, ids } = await library(3);
    const honest = attackedFiles(() => ({ kind: 'works' }));
    await take(profile, ids, { files: honest });
    const writing = honest.calls.filter(({ name }) => !['unlink', 'syncDirectory'].includes(name));
    expect(writing.length).toBeGreaterThan(4);
    for (const { number } of writing) {
      const path = join(newRoot(), 'out.zip');
      const files = attackedFiles((call) =>
        call.number === number ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
      );
      await expect(take(profile, ids, { path, files })).rejects.toThrow(/disk is full/);
      expect(fs.readdirSync(dirname(path))).toEqual([]);
    }
    // A disk that is nearly full takes a part and no error.
    const path = join(newRoot(), 'short.zip');
    await take(profile, ids, {
      path,
      files: attackedFiles((call) => ({ kind: call.name === 'write' ? 'short' : 'works' })),
    });
    expect((await entriesOf(path)).size).toBe(3);
  });

  test('a conversation that cannot be read is left out and told', async () => {
    const { profile, ids } = await library(12);
    const [first] = ids;
    fs.rmSync(join(profile.root, 'conversations', `${first ?? ''}.json`));
    const fresh = { ...profile, read: (id: Id) => profile.conversations.get(id) };
    const report = await take(fresh, ids);
    expect(report).toMatchObject({ conversations: 11, skipped: [{ name: 'C 0' }] });
  });

  test('a picture that is gone does not stop the rest', async () => {
    const { profile } = await library(0);
    const image: Part = {
      kind: 'image',
      attachment: 'a'.repeat(64),
      mediaType: 'image/png',
      name: 'gone',
    };
    const conversation = conversationOf('Gone', [said('user', null, [image, text('x')])]);
    await profile.conversations.add(conversation);
    const { path } = await take(profile, [conversation.id], { format: 'markdown' });
    expect(fs.readFileSync(path, 'utf8')).toContain('*gone (not in this file)*');
  });
});
