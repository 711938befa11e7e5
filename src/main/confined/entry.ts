/**
 * The process that reads and renders untrusted files: whatever they do to it ends with it. Started
 * by main through process.ts; built as a separate file.
 */
import { Worker } from 'node:worker_threads';
import { unpackModules } from '../disk/packed-modules.ts';
import type { ConfinedKind, ConfinedKinds } from './kinds.ts';
import type { FromProcess, ToProcess } from './protocol.ts';

/** Does one piece of work. Anything it throws is reported to main. */
type Work<K extends ConfinedKind> = (
  input: ConfinedKinds[K]['input'],
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<ConfinedKinds[K]['output']>;

/** Loads a library when the first work needs it. */
const works: { readonly [K in ConfinedKind]: () => Promise<Work<K>> } = {
  markdown_html: async () => (await import('./markdown-html.ts')).renderMarkdown,
  pdf_text: async () => (await import('./pdf-text.ts')).readPdfText,
  tiff_picture: async () => (await import('./tiff-picture.ts')).tiffPicture,
  text_encoding: async () => (await import('./detect-encoding.ts')).detectEncoding,
  web_page: async () => (await import('./web-page.ts')).readWebPage,
  document_text: async () => (await import('./documents/read-document.ts')).readDocument,
};

/** The connection to main: in Electron a parent port, in plain Node the channel of `fork`. */
interface Channel {
  readonly send: (message: FromProcess) => void;
  readonly listen: (listener: (message: ToProcess) => void) => void;
}

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown, transfer: []): void;
}

/** A busy process does not notice that main is gone, so a thread watches for it. */
function endWithMain(): void {
  const watch = `const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000);`;
  new Worker(watch, { eval: true }).unref();
  process.on('disconnect', () => process.exit());
}

function openChannel(): Channel {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message, []),
      listen: (listener) => parentPort.on('message', ({ data }) => listener(data as ToProcess)),
    };
  }
  endWithMain();
  return {
    send: (message) => process.send?.(message),
    listen: (listener) => process.on('message', (message) => listener(message as ToProcess)),
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

async function answer<K extends ConfinedKind>(
  kind: K,
  input: ConfinedKinds[K]['input'],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<FromProcess> {
  try {
    const work = await works[kind]();
    return { kind: 'done', output: await work(input, bytes) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

unpackModules();
const channel = openChannel();
let pieces: Uint8Array[] = [];
channel.listen((message) => {
  if (message.kind === 'bytes') {
    pieces.push(message.piece);
    return;
  }
  const bytes = joined(pieces);
  pieces = [];
  void answer(message.work, message.input, bytes).then(channel.send);
});
