import type { Confined } from '../confined/confined.ts';
import { expected } from '../../shared/expected.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createDocumentReader, createDocumentTexts, type DocumentTexts } from './documents.ts';
import { encodingOf } from './encoding.ts';

/** Reads files in other programs' formats, each in its own process. */
export interface ForeignFiles {
  readonly documents: DocumentTexts;
  /** The encoding of a text, as a label of the Encoding Standard; null if it is not text. */
  encodingOf(pieces: readonly Uint8Array[]): Promise<string | null>;
  /** Converts a TIFF to PNG. Throws an ExpectedError (`invalid`) that says what to do instead. */
  pngOf(pieces: readonly Uint8Array[], name: string): Promise<Uint8Array>;
}

/** How much of a text is examined to detect its encoding (bytes). */
const lookedAt = 4 * 1024 ** 2;

const detectLimits = { deadlineMs: 10_000, memoryBytes: 512 * 1024 ** 2 };
const pictureLimits = { deadlineMs: 30_000, memoryBytes: 1024 ** 3 };

function beginningOf(pieces: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  const first = pieces.findIndex((piece) => (size += piece.byteLength) >= lookedAt);
  return Buffer.concat(first === -1 ? pieces : pieces.slice(0, first + 1)).subarray(0, lookedAt);
}

/** Creates the service on top of the confined processes and the stored attachments. */
export function createForeignFiles(
  confined: Pick<Confined, 'run'>,
  store: Pick<AttachmentStore, 'read'>,
  report: (error: unknown) => void,
): ForeignFiles {
  return {
    documents: createDocumentTexts(store, createDocumentReader(confined, report)),
    encodingOf: (pieces) =>
      encodingOf(beginningOf(pieces), async (sample) => {
        const work = { ...detectLimits, bytes: [sample] };
        const outcome = await confined.run('text_encoding', null, work);
        return outcome.kind === 'done' ? outcome.output : null;
      }),
    async pngOf(pieces, name) {
      const work = { ...pictureLimits, bytes: pieces };
      const outcome = await confined.run('tiff_picture', null, work);
      const reply = outcome.kind === 'done' ? outcome.output : null;
      if (reply?.kind === 'png') return reply.bytes;
      const isLarge =
        reply?.kind === 'large' || outcome.kind === 'large' || outcome.kind === 'slow';
      throw expected(isLarge ? 'picture_not_converted' : 'tiff_unreadable', { name });
    },
  };
}
