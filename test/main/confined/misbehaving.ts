// Replaces entry.ts. Does what its input says, as a library might with a hostile file.

const kept: unknown[] = [];

/**
 * Allocates memory outside V8's heap, which no V8 limit counts, a little at a time, as unpacking
 * does.
 */
function fill(): void {
  for (;;) kept.push(Buffer.alloc(16 * 1024 ** 2, 1));
}

let size = 0;
process.on('message', (message: { kind: string; input?: unknown; piece?: Uint8Array }) => {
  if (message.kind === 'bytes') {
    size += message.piece?.byteLength ?? 0;
    return;
  }
  switch (message.input) {
    case 'hang':
      for (;;);
    case 'buffers':
      fill();
      return;
    case 'heap':
      for (;;) kept.push(Array.from({ length: 10_000 }, () => ({ a: Math.random() })));
    case 'exit':
      process.exit(3);
    case 'nonsense':
      process.send?.({
        kind: 'done',
        output: { kind: 'pages', pages: [1, 2], hasPictures: false },
      });
      return;
    case 'throw':
      throw new Error('on purpose');
    case 'environment':
      process.send?.({
        kind: 'done',
        output: { kind: 'pages', pages: Object.keys(process.env), hasPictures: false },
      });
      return;
    default:
      process.send?.({
        kind: 'done',
        output: {
          kind: 'pages',
          pages: [String(size), String(process.pid)],
          hasPictures: false,
        },
      });
  }
});
