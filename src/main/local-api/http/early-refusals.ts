import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { inLanguage, t } from '../../../shared/language/translate.ts';
import { always, errorBody, refusal, type ApiFailure } from '../errors.ts';
import { languageFor } from './language.ts';

/** Node's error for a request that reached no handler, with the bytes that arrived. */
type RequestProblem = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/** The refusal as a program gets it, and its headers. */
async function told(
  { error }: ApiFailure,
  accepted: string,
): Promise<{ readonly body: string; readonly headers: Readonly<Record<string, string>> }> {
  const language = await languageFor(accepted);
  return {
    body: inLanguage(language, () => JSON.stringify(errorBody(error))),
    headers: { ...always, 'content-type': 'application/json', 'content-language': language.tag },
  };
}

/** The `Accept-Language` in what has come of a request whose headers could not be read. */
function acceptedIn(packet: Buffer | undefined): string {
  const [, accepted = ''] =
    /^accept-language:([^\r\n]{0,400})/im.exec(packet?.toString('latin1') ?? '') ?? [];
  return accepted;
}

function refusalOf({ code }: RequestProblem): ApiFailure {
  switch (code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return refusal(431, 'headers_too_large', () => t('api.headers_too_large'));
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refusal(408, 'request_timeout', () => t('api.too_slow'));
    case 'HPE_INVALID_EOF_STATE':
      return refusal(400, 'incomplete_request', () => t('api.broke_off'));
    default:
      return refusal(400, 'bad_request', () => t('api.not_http'));
  }
}

/**
 * Answers a connection that sent something other than a valid request. `answer` is the one that a
 * handler has begun, if its headers were valid.
 */
export async function refuseBadRequest(
  problem: RequestProblem,
  socket: Duplex,
  answer: ServerResponse | undefined,
): Promise<void> {
  const failure = refusalOf(problem);
  const accepted = answer?.req.headers['accept-language'] ?? acceptedIn(problem.rawPacket);
  const { body, headers } = await told(failure, accepted);
  if (answer?.headersSent === true || !socket.writable || problem.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status } = failure.error;
  const length = String(Buffer.byteLength(body));
  const head = Object.entries({ connection: 'close', 'content-length': length, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${body}`, () =>
    socket.destroy(),
  );
}

/** The answer to a request whose address no URL can be made of. */
export async function wrongAddress(accepted: string): Promise<Response> {
  const failure = refusal(400, 'bad_request', () => t('api.wrong_address'));
  const { body, headers } = await told(failure, accepted);
  return new Response(body, { status: failure.error.status, headers });
}
