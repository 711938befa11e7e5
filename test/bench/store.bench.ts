import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Conversation, Id, Message } from '../../src/shared/model/conversation.ts';
import { serializeConversation } from '../../src/main/store/conversations/conversation-format.ts';
import { nodeFileSystem } from '../../src/main/disk/file-system.ts';
import { openStore, type Store } from '../../src/main/store/index.ts';
import { openPlainJsonFile } from '../../src/main/disk/json-file.ts';
import { time, type Figure } from './figures.ts';
import { ms, percentile } from './table.ts';

const createdAt = '2026-11-01T12:00:00.000Z';

function idOf(n: number): Id {
  return `019c0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function messageOf(n: number, text: string, status: Message['status'] = 'complete'): Message {
  const role = n % 2 === 0 ? 'user' : 'assistant';
  const parentId = n === 0 ? null : idOf(n - 1);
  return { id: idOf(n), parentId, role, parts: [{ kind: 'text', text }], status, createdAt };
}

/** A conversation of about this many bytes, in messages of 1 KB. */
function conversationOf(n: number, bytes: number): Conversation {
  const messages = Array.from({ length: Math.max(1, Math.round(bytes / 1200)) }, (_, index) =>
    messageOf(index, 'Nothing is ever lost. '.repeat(46)),
  );
  return {
    version: 3,
    id: idOf(1_000_000 + n),
    title: `Conversation ${n}`,
    titledBy: 'person',
    createdAt,
    updatedAt: createdAt,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: idOf(messages.length - 1),
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  };
}

function open(root: string): Promise<Store> {
  const never = (): Promise<never> => Promise.reject(new Error('no keys here'));
  return openStore({
    root,
    platform: 'linux',
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(false),
      encryptStringAsync: never,
      decryptStringAsync: never,
      getSelectedStorageBackend: () => 'basic_text',
      setUsePlainTextEncryption: () => undefined,
    },
    // The bytes take the same path as with electron-store, whose opening of a file is not measured
    // here.
    openJsonFile: openPlainJsonFile(nodeFileSystem),
  });
}

/** CPU time of this thread so far, in ms: the time for which other work on it has to wait. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function withMessage(conversation: Conversation, message: Message): Conversation {
  const messages = { ...conversation.messages, [message.id]: message };
  return { ...conversation, leafId: message.id, messages };
}

async function saving(root: string, label: string, bytes: number, budget: string): Promise<Figure> {
  const { conversations } = await open(root);
  let conversation = conversationOf(bytes, bytes);
  const firstBegan = threadMs();
  await conversations.write(conversation);
  const first = threadMs() - firstBegan;
  const busy: number[] = [];
  const wall: number[] = [];
  for (let run = 0; run < 25; run += 1) {
    const next = messageOf(Object.keys(conversation.messages).length, `Message ${run}`);
    conversation = withMessage(conversation, next);
    const began = threadMs();
    const beganWall = performance.now();
    await conversations.write(conversation);
    busy.push(threadMs() - began);
    wall.push(performance.now() - beganWall);
  }
  const chunks = serializeConversation(conversation);
  const raw: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    fs.writeFileSync(join(root, 'floor'), JSON.stringify(conversation), { flush: true });
    raw.push(performance.now() - began);
  }
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) / 1e6;
  return {
    what: `save an appended message, ${label} (${size.toFixed(2)} MB), main's thread`,
    readings: [time(`save into ${label}`, percentile(busy, 0.5))],
    budget,
    floor: `stringify + write + fsync ${ms(percentile(raw, 0.5))}; p95 ${ms(percentile(busy, 0.95))}, first ${ms(first)}, until durable ${ms(percentile(wall, 0.5))}`,
  };
}

async function streaming(root: string): Promise<Figure> {
  const { conversations } = await open(root);
  const base = conversationOf(7, 10_000_000);
  const n = Object.keys(base.messages).length;
  let text = '';
  await conversations.write(withMessage(base, messageOf(n, text, 'streaming')));
  const early: number[] = [];
  const late: number[] = [];
  for (let run = 0; run < 400; run += 1) {
    text += 'word '.repeat(250);
    const began = threadMs();
    conversations.writeStreaming(base.id, messageOf(n, text, 'streaming'));
    await conversations.flush();
    (run < 200 ? early : late).push(threadMs() - began);
  }
  return {
    what: 'keep 1 KB more of an answer that streams into 10 MB, main’s thread',
    readings: [time('1 KB more of an answer', percentile(late, 0.5))],
    budget: 'flat',
    floor: `first half of 400: ${ms(percentile(early, 0.5))}; answer ${(text.length / 1e6).toFixed(1)} MB at the end`,
  };
}

/**
 * Ten answers stream into conversations of 1 MB while one of them is renamed continuously. Measures
 * the longest pause of main.
 */
async function tenStreams(root: string): Promise<Figure> {
  const { conversations } = await open(root);
  const bases = Array.from({ length: 10 }, (_, index) => conversationOf(100 + index, 1_000_000));
  for (const base of bases) {
    const n = Object.keys(base.messages).length;
    await conversations.write(withMessage(base, messageOf(n, '', 'streaming')));
  }
  // Garbage from creating the ten is collected first.
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let text = '';
  for (let step = 0; step < 300; step += 1) {
    text += 'word '.repeat(20);
    for (const base of bases) {
      const n = Object.keys(base.messages).length;
      conversations.writeStreaming(base.id, messageOf(n, text, 'streaming'));
    }
    const [first] = bases;
    if (first !== undefined && step % 30 === 0) {
      const n = Object.keys(first.messages).length;
      void conversations.write({
        ...withMessage(first, messageOf(n, text, 'streaming')),
        title: `Title ${step}`,
      });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  delay.disable();
  await conversations.flush();
  return {
    what: 'longest block of main’s event loop while ten answers stream (3 s)',
    readings: [time('longest block while ten answers stream', delay.max / 1e6)],
    budget: '',
    floor: `p99 ${ms(delay.percentile(99) / 1e6)}; the timer itself about 1 ms`,
  };
}

async function starting(root: string, count: number): Promise<Figure> {
  const folder = join(root, 'conversations');
  fs.mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n += 1) {
    const conversation = conversationOf(n, 5000);
    const bytes = Buffer.concat(serializeConversation(conversation));
    fs.writeFileSync(join(folder, `${conversation.id}.json`), bytes);
  }
  const times: number[] = [];
  let unknown = 0;
  let longest = 0;
  for (let run = 0; run < 4; run += 1) {
    const { conversations } = await open(root);
    const began = performance.now();
    let tick = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - tick);
      tick = performance.now();
    }, 1);
    const { heads } = await conversations.load();
    clearInterval(watch);
    if (heads.length !== count) throw new Error(`found ${heads.length} of ${count}`);
    if (run === 0) {
      unknown = performance.now() - began;
      longest = 0;
      // The cache of heads is written some time after a start.
      await new Promise((resolve) => {
        setTimeout(resolve, 6000);
      });
    } else times.push(performance.now() - began);
  }
  return {
    what: `start with ${count.toLocaleString('en')} conversations of 5 KB`,
    readings: [
      time(`start with ${count.toLocaleString('en')} conversations`, percentile(times, 0.5)),
    ],
    budget: '≤ 150 ms',
    floor: `the first start reads and checks all: ${ms(unknown)}; longest block ${ms(longest)}`,
  };
}

/** Runs one after the other on real files in the system's temporary folder. */
async function inTemporaryFolder(
  ...measures: readonly ((root: string) => Promise<Figure>)[]
): Promise<readonly Figure[]> {
  const root = fs.mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const figures: Figure[] = [];
    for (const measure of measures) figures.push(await measure(root));
    return figures;
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

/** Figures about saving a conversation. */
export function measureSaving(): Promise<readonly Figure[]> {
  return inTemporaryFolder(
    (root) => saving(root, '10 KB', 10_000, ''),
    (root) => saving(root, '1 MB', 1_000_000, '≤ 8 ms'),
    (root) => saving(root, '10 MB', 10_000_000, ''),
  );
}

/** Figures about saving answers while they stream. */
export function measureJournal(): Promise<readonly Figure[]> {
  return inTemporaryFolder(streaming, tenStreams);
}

/** Figures about loading many conversations at a start. */
export function measureLoading(): Promise<readonly Figure[]> {
  return inTemporaryFolder((root) => starting(join(root, 'many'), 10_000));
}
