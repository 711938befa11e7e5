import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Message, Part } from '../../../../src/shared/model/conversation.ts';
import { lookUp, openProfile, pixel } from '../../search/profile.ts';
import { once, said, conversationOf, text, take, entriesOf } from './rig.ts';

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
    const { sha256 } = await from.attachments.put(once(pixel), null);
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
        { kind: 'tool_call', callId: 'c', name: attack, arguments: attack, state: 'done' },
        {
          kind: 'tool_result',
          callId: 'c',
          content: [{ kind: 'text', text: attack }],
          isError: false,
        },
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

    // Everything a browser could act on is a tag or an attribute of one.
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
    // The style is the one that the policy allows.
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

  test('colours code, and shows exactly the code that was written', async () => {
    const from = await openProfile();
    const code = 'const a = "<b>&amp;</b>"; // </span><script>alert(1)</script>\n';
    const message = said('assistant', null, [
      text(`\`\`\`ts\n${code}\`\`\`\n\n\`\`\`nonsense\nx < y\n\`\`\``),
    ]);
    const conversation = conversationOf('Code', [message]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { format: 'html' });
    const html = fs.readFileSync(path, 'utf8');
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html).not.toContain('<script');
    const named: Readonly<Record<string, string>> = {
      '&lt;': '<',
      '&#x3C;': '<',
      '&gt;': '>',
      '&amp;': '&',
      '&#x26;': '&',
      '&quot;': '"',
    };
    const shown = (html.match(/<pre>(.*?)<\/pre>/gs) ?? []).map((block) =>
      block
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:lt|gt|amp|quot|#x3C|#x26);/g, (entity) => named[entity] ?? entity),
    );
    expect(shown).toEqual([code, 'x < y\n']);
  });
});
