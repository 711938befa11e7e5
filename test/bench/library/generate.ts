import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../src/shared/model/conversation.ts';
import { pickLanguage, type Language } from './languages.ts';
import { createRandom, type Random } from './random.ts';

export interface LibraryOptions {
  readonly seed: number;
  readonly conversations: number;
  /** Total across all conversations. */
  readonly messages: number;
  /** Mean size of a message's text, in UTF-8 bytes. */
  readonly messageBytes?: number;
}

const year = 365 * 24 * 3600 * 1000;
const end = Date.UTC(2026, 9, 31);
const models = [
  'gpt-4o',
  'gpt-4o-mini',
  'claude-sonnet-4',
  'llama3.1:8b',
  'mistral-large',
  'o3',
  'deepseek-r1',
];
const folders = ['Work', 'Reisen', '料理', 'Café ideas', null, null, null, null, null, null];

/** A UUIDv7 whose random bits come from the seed. */
function idAt(time: number, random: Random): Id {
  const hex = Math.floor(time).toString(16).padStart(12, '0');
  const bits = (size: number): string =>
    random
      .below(16 ** size)
      .toString(16)
      .padStart(size, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${bits(3)}-${(8 + random.below(4)).toString(16)}${bits(3)}-${bits(6)}${bits(6)}`;
}

const iso = (time: number): string => new Date(time).toISOString();

function attachmentOf(random: Random): Part {
  const attachment = createHash('sha256').update(String(random.next())).digest('hex');
  return random.chance(0.6)
    ? { kind: 'image', attachment, mediaType: 'image/png', name: `photo ${random.below(999)}.png` }
    : {
        kind: 'file',
        attachment,
        mediaType: 'text/csv',
        name: `report_${random.below(99)}.csv`,
        size: random.below(99_999),
      };
}

function partsOf(
  random: Random,
  language: Language,
  role: Message['role'],
  bytes: number,
): readonly Part[] {
  const text: Part = { kind: 'text', text: language.write(random, bytes) };
  if (role === 'user') return random.chance(0.03) ? [attachmentOf(random), text] : [text];
  if (random.chance(0.05))
    return [{ kind: 'reasoning', text: 'Let me think …', durationMs: 900 }, text];
  return [text];
}

function makeConversation(random: Random, count: number, meanBytes: number): Conversation {
  const createdAt = end - Math.floor(random.next() * 10 * year);
  const language = pickLanguage(random);
  const model = random.pick(models);
  const messages: Record<Id, Message> = {};
  let time = createdAt;
  let parentId: Id | null = null;
  let before: Message | null = null;
  for (let at = 0; at < count; at += 1) {
    time += 1000 + random.below(random.chance(0.03) ? 20 * 24 * 3_600_000 : 120_000);
    // Occasionally an answer is a second version of the previous one.
    const again: boolean = before?.role === 'assistant' && random.chance(0.06);
    const role: Message['role'] = again || before?.role === 'user' ? 'assistant' : 'user';
    const id = idAt(time, random);
    // Questions are short and answers long; together they have the mean size.
    const bytes = meanBytes * (role === 'user' ? 0.4 : 1.5) * (0.2 + 1.6 * random.next());
    const spoken = random.chance(0.1) ? pickLanguage(random) : language;
    const promptTokens = 50 + at * 150;
    const completionTokens = Math.ceil(bytes / 4);
    const message: Message = {
      id,
      parentId: again ? (before?.parentId ?? null) : parentId,
      role,
      parts: partsOf(random, spoken, role, bytes),
      status: random.chance(0.98) || role === 'user' ? 'complete' : 'stopped',
      ...(role === 'assistant'
        ? {
            model,
            providerId: 'openai',
            finishReason: 'stop',
            usage: { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens },
          }
        : {}),
      createdAt: iso(Math.min(time, end)),
    };
    messages[id] = message;
    parentId = id;
    before = message;
  }
  const folder = random.pick(folders);
  return {
    version: conversationVersion,
    id: idAt(createdAt, random),
    title: language.write(random, 12).split('\n').slice(0, 2).join(' ').slice(0, 60),
    titledBy: 'model',
    createdAt: iso(createdAt),
    updatedAt: iso(Math.min(time, end)),
    systemPrompt: random.chance(0.05) ? 'Answer briefly.' : null,
    providerId: 'openai',
    model,
    leafId: parentId,
    ...(folder === null ? {} : { folder }),
    ...(random.chance(0.01) ? { pinned: true } : {}),
    ...(random.chance(0.05) ? { archived: true } : {}),
    messages,
  };
}

/** Generates conversations one by one, deterministically: most are short, a few very long. */
export function* generateLibrary(options: LibraryOptions): Generator<Conversation> {
  const random = createRandom(options.seed);
  const weights = Array.from(
    { length: options.conversations },
    () => 0.3 + random.next() ** 6 * 12,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let wanted = 0;
  let made = 0;
  for (const weight of weights) {
    wanted += (weight / sum) * options.messages;
    const count = Math.round(wanted) - made;
    made += count;
    yield makeConversation(random, count, options.messageBytes ?? 500);
  }
}

/**
 * A conversation in the first file version, which every build opens, so that older and newer builds
 * are measured on the same bytes. The head comes first, then one message per line.
 */
function fileOf({ messages, ...head }: Conversation): Buffer {
  const lines = Object.entries<Message>(messages).map(
    ([id, message]) => `\n${JSON.stringify(id)}:${JSON.stringify(message)}`,
  );
  const start = JSON.stringify({ ...head, version: 1 }).slice(0, -1);
  return Buffer.from(`${start},"messages":{${lines.join(',')}\n}}\n`);
}

function ownVersion(): string {
  const path = join(import.meta.dirname, '../../../package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}

/** Writes a generated library as this Parley leaves one, in its file format. Returns the number of files and bytes. */
export function writeLibrary(
  root: string,
  options: LibraryOptions,
): { readonly files: number; readonly bytes: number } {
  const folder = join(root, 'conversations');
  mkdirSync(folder, { recursive: true });
  // Otherwise, what is measured would include the copy that a new version makes.
  const mark = { version: 1, format: conversationVersion, parley: ownVersion() };
  writeFileSync(join(root, 'library.json'), JSON.stringify(mark), { mode: 0o600 });
  let files = 0;
  let bytes = 0;
  for (const conversation of generateLibrary(options)) {
    const whole = fileOf(conversation);
    const file = openSync(join(folder, `${conversation.id}.json`), 'w', 0o600);
    try {
      writevSync(file, [whole]);
    } finally {
      closeSync(file);
    }
    files += 1;
    bytes += whole.byteLength;
  }
  return { files, bytes };
}
