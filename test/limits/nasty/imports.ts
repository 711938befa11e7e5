import { gzipSync } from 'node:zlib';
import type { Random } from '../../bench/library/random.ts';
import { rawZip, type RawEntry } from '../../main/transfer/raw-zip.ts';
import { damaged, type NastyFile } from './files.ts';
import { nastyText } from './markdown.ts';

/** Values of the wrong type for an export. */
function nastyValue(random: Random, depth: number): unknown {
  const nested = (): unknown => (depth > 4 ? null : nastyValue(random, depth + 1));
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.pick([-1, 1e308, 0.1, 9_007_199_254_740_991]);
    case 2:
      return nastyText(random, random.pick([20, 2000])).text;
    case 3:
      return Array.from({ length: random.below(30) }, nested);
    case 4:
      return random.pick([
        '',
        '__proto__',
        '../../x',
        '2026-13-45T99:99',
        '\0',
        'user',
        'assistant',
      ]);
    case 5:
      return {
        parts: [nested()],
        content_type: random.pick(['text', 'code', 'x']),
        text: nested(),
      };
    case 6:
      return { role: nested(), content: nested(), parent: nested(), children: nested() };
    case 7:
      return [];
    default:
      return random.chance(0.5);
  }
}

/** A conversation as exported by some program, with some values replaced. */
function nastyConversation(random: Random): unknown {
  const odd = (value: unknown): unknown => (random.chance(0.2) ? nastyValue(random, 0) : value);
  const words = nastyText(random, random.pick([30, 5000])).text;
  const count = random.pick([0, 1, 5, 300]);
  const parents = (at: number): string | null => (at === 0 ? null : `m${random.below(at + 2)}`);
  const shapes: readonly (() => unknown)[] = [
    () => [
      {
        uuid: odd('u'),
        name: odd(words),
        chat_messages: odd(
          Array.from({ length: count }, (_, at) => ({
            uuid: `${at}`,
            sender: odd(at % 2 === 0 ? 'human' : 'assistant'),
            text: odd(words),
            content: odd([{ type: 'text', text: words }]),
          })),
        ),
      },
    ],
    () => [
      {
        title: odd(words),
        create_time: odd(1.7e9),
        current_node: odd('m0'),
        mapping: odd(
          Object.fromEntries(
            Array.from({ length: count }, (_, at) => [
              `m${at}`,
              {
                id: `m${at}`,
                parent: odd(parents(at)),
                children: odd([`m${at + 1}`, `m${at}`]),
                message: odd({
                  id: `m${at}`,
                  author: { role: odd(at % 2 === 0 ? 'user' : 'assistant') },
                  content: odd({ content_type: 'text', parts: [odd(words)] }),
                }),
              },
            ]),
          ),
        ),
      },
    ],
    () => ({
      conversationId: odd('c'),
      title: odd(words),
      messages: odd(
        Array.from({ length: count }, (_, at) => ({
          messageId: `m${at}`,
          parentMessageId: odd(parents(at)),
          text: odd(words),
          isCreatedByUser: odd(at % 2 === 0),
        })),
      ),
    }),
    () => nastyValue(random, 0),
  ];
  return random.pick(shapes)();
}

/** A file to import. */
export function nastyImport(random: Random): NastyFile {
  const json = (): Buffer => Buffer.from(JSON.stringify(nastyConversation(random)) ?? '');
  const entry = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({
    name,
    content: json(),
    ...more,
  });
  const zip = (): Buffer =>
    rawZip(
      [
        entry('conversations.json'),
        entry(
          random.pick([
            '../evil.json',
            'projects.json',
            'a/b.json',
            '/x',
            'message_feedback.json',
            '\0',
          ]),
        ),
        entry('z.json', random.chance(0.3) ? { claimedSize: random.pick([0, 5, 4e9]) } : {}),
        ...(random.chance(0.2) ? [entry('same.json', { sameDataAs: 0 })] : []),
        ...(random.chance(0.2) ? [{ name: 'zeros.json', content: Buffer.alloc(2e6) }] : []),
      ],
      random.chance(0.1) ? random.below(60_000) : undefined,
    );
  const kinds: Readonly<Record<string, () => Buffer>> = {
    'export.json': json,
    'damaged.json': () => damaged(random, json()),
    'deep.json': () => Buffer.from(random.pick(['[', '{"a":', '[{"mapping":']).repeat(60_000)),
    'export.zip': zip,
    'damaged.zip': () => damaged(random, zip()),
    'inner.zip': () => rawZip([{ name: 'inner.zip', content: zip() }, entry('conversations.json')]),
    'export.md': () =>
      Buffer.from(
        `---\n${random.pick(['a: ', ':', '\t', '- ']).repeat(3000)}\n---\n${`## ${random.pick(['You', 'Assistant · x', 'System |'])}\n\n${nastyText(random, 500).text}\n`.repeat(20)}`,
      ),
    'export.gz': () => gzipSync(json()),
    'export.html': () => Buffer.from(nastyText(random, 5000).text),
  };
  const name = random.pick(Object.keys(kinds));
  return { made: name, name, bytes: kinds[name]?.() ?? Buffer.alloc(0) };
}
