import type { IncomingMessage } from 'node:http';
import type { ZodError, ZodType } from 'zod';
import { t } from '../../../shared/language/translate.ts';
import { refusal } from '../errors.ts';
import { problemWords } from '../problems.ts';

/**
 * Deeper JSON is meaningless to any model, but could overflow the stack of whatever serializes it.
 */
const deepest = 64;

const tooLarge = (limit: number): Error =>
  refusal(413, 'request_too_large', () =>
    t('api.too_large', { megabytes: Math.floor(limit / 1024 / 1024) }),
  );

/** Limits on a request body. */
export interface BodyRoom {
  /** The size limit of this body in bytes. */
  readonly limit: number;
  /** Called with each received size; throws an ApiFailure if memory runs out. */
  readonly take: (bytes: number) => void;
}

/** Reads a body. Throws as soon as it is known to be too large. */
async function readBytes(incoming: IncomingMessage, { limit, take }: BodyRoom): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void): void => {
      incoming.off('data', onData);
      settle();
    };
    const onData = (piece: Buffer): void => {
      size += piece.length;
      if (size > limit) {
        // The server discards the rest, up to its own limit.
        end(() => reject(tooLarge(limit)));
        return;
      }
      try {
        take(piece.length);
      } catch (error) {
        end(() => reject(error));
        return;
      }
      pieces.push(piece);
    };
    incoming.on('data', onData);
    incoming.once('end', () => end(() => resolve(Buffer.concat(pieces))));
    incoming.once('error', () =>
      end(() => reject(refusal(400, 'incomplete_request', () => t('api.broke_off')))),
    );
  });
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}

function parse(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal(400, 'invalid_json', () => t('api.not_json'));
  }
  if (isTooDeep(value, deepest)) {
    throw refusal(400, 'invalid_json', () => t('api.too_deep', { levels: deepest }));
  }
  return value;
}

/** Builds the error that says what is wrong with a request, and in which field. */
function wrong(error: ZodError, value: unknown): Error {
  const [issue] = error.issues;
  const param = issue === undefined || issue.path.length === 0 ? null : issue.path.join('.');
  const message = (): string => {
    const problem = issue === undefined ? t('api.invalid') : problemWords(issue, value);
    return param === null ? problem : t('api.invalid.field', { field: param, problem });
  };
  return refusal(400, 'invalid_request', message, { param });
}

/** Validates a value from any source. Throws an ApiFailure (400). */
export function checked<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw wrong(result.error, value);
}

/** Reads, parses and validates the body of a request. Throws an ApiFailure (400, 413, 415, 429). */
export async function readJson<T>(
  incoming: IncomingMessage,
  schema: ZodType<T>,
  room: BodyRoom,
): Promise<T> {
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw refusal(415, 'unsupported_encoding', () => t('api.compressed'));
  }
  return checked(schema, parse(await readBytes(incoming, room)));
}
