import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { Confined, Outcome } from '../confined/confined.ts';
import { errorOfFetch } from './fetch-failure.ts';
import type { FetchRefusal } from './fetch-refusal.ts';
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';

/** Network access; see {@link GuardedFetchOptions}. */
export type WebNetwork = Pick<GuardedFetchOptions, 'proxied' | 'hasProxy' | 'lookup'>;

/** Dependencies of reading pages. */
export interface PageReader {
  readonly network: WebNetwork;
  readonly confined: Pick<Confined, 'run'>;
}

/** A page that was read. */
export interface ReadPage {
  /** The final URL after redirects. */
  readonly url: string;
  /** '' if there is none. */
  readonly title: string;
  /** Markdown for a web page, plain text for any other kind. */
  readonly text: string;
}

const fetchLimits = { deadlineMs: 15_000, maxBytes: 5 * 1024 ** 2 };
const textLimits = { deadlineMs: 30_000, memoryBytes: 512 * 1024 ** 2 };
const pdfLimits = { deadlineMs: 60_000, memoryBytes: 1024 ** 3 };

const headers = {
  // Some servers only answer clients that call themselves Mozilla.
  'user-agent': 'Mozilla/5.0 (compatible; Parley)',
  accept:
    'text/html,application/xhtml+xml,text/markdown,text/plain,application/pdf,application/json;q=0.9,*/*;q=0.5',
};

type Kind = 'html' | 'text' | 'pdf';

/** Returns the kind of the bytes; null if they contain no text. */
function kindOf(mediaType: string, bytes: Uint8Array): Kind | null {
  const start = Buffer.from(bytes.subarray(0, 1024));
  if (start.toString('latin1', 0, 5) === '%PDF-') return 'pdf';
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType)) return 'html';
  if (mediaType === 'application/pdf') return 'pdf';
  if (
    /^text\/|^application\/(?:.*\+)?(?:json|xml|yaml|javascript|x-ndjson|toml)$/.test(mediaType)
  ) {
    return 'text';
  }
  if (mediaType !== '' && mediaType !== 'application/octet-stream') return null;
  if (start.includes(0)) return null;
  return /^\s*<(?:!doctype html|html|head|body)\b/i.test(start.toString('latin1'))
    ? 'html'
    : 'text';
}

/** Parses the media type and charset of the Content-Type header. */
function contentTypeOf(response: Response): { mediaType: string; charset: string | null } {
  const said = response.headers.get('content-type') ?? '';
  const [mediaType = ''] = said.split(';');
  const [, charset = null] = /;\s*charset\s*=\s*"?([\w:.-]{1,40})/i.exec(said.slice(0, 500)) ?? [];
  return { mediaType: mediaType.trim().toLowerCase(), charset };
}

function errorOfStatus(status: number, host: string): ExpectedError {
  if ([401, 402, 403, 407, 429, 451].includes(status)) {
    return expected('page_refused', { host, status });
  }
  return expected(status >= 500 ? 'page_failed' : 'page_absent', { host, status });
}

function errorOfRefusal({ reason, url: { host } }: FetchRefusal, start: URL): ExpectedError {
  switch (reason) {
    case 'private':
      return expected('page_private', { host });
    case 'size':
      return expected('page_too_large', { host, most: fetchLimits.maxBytes });
    case 'scheme':
      return expected('page_not_on_the_web', {});
    case 'credentials':
      return expected('page_with_credentials', { host });
    case 'redirects':
    case 'spent_body':
      return expected('page_leads_nowhere', { host: start.host });
  }
}

function errorOfFailure(error: unknown, start: URL): ExpectedError {
  const { host } = start;
  return errorOfFetch(error, host, {
    refused: (refusal) => errorOfRefusal(refusal, start),
    tooSlow: () => expected('page_too_slow', { host }),
    unreachable: () => expected('page_unreachable', { host }),
  });
}

/** Returns the output of confined work; throws an error that says why there is none. */
function outputOf<T>(outcome: Outcome<T>, host: string): T {
  if (outcome.kind === 'done') return outcome.output;
  throw expected('page_unreadable', { host });
}

/**
 * Characters that could hide text from the person: Unicode tags, directional marks and zero-width
 * characters.
 */
const hidden = /[\u{E0000}-\u{E007F}\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/gu;

/** Returns the last segment of a path, decoded. */
function nameIn(pathname: string): string {
  const name = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is not part of an escape.
    return name;
  }
}

async function readContent(
  { confined }: PageReader,
  response: Response,
  signal: AbortSignal,
): Promise<Omit<ReadPage, 'url'>> {
  const { url } = response;
  const { host, pathname } = new URL(url);
  const { mediaType, charset } = contentTypeOf(response);
  const bytes = await response.bytes();
  const kind = kindOf(mediaType, bytes);
  if (kind === null) throw expected('page_kind_unknown', { host, mediaType });
  if (kind === 'pdf') {
    const work = { ...pdfLimits, bytes: [bytes], signal };
    const pdf = outputOf(await confined.run('pdf_text', null, work), host);
    if (pdf.kind === 'locked') throw expected('page_locked', { host });
    if (pdf.kind !== 'pages') throw expected('page_unreadable', { host });
    const text = pdf.pages.filter((page) => page !== '').join('\n\n');
    return { title: nameIn(pathname), text };
  }
  const input = { address: url, charset, isHtml: kind === 'html' };
  const work = { ...textLimits, bytes: [bytes], signal };
  return outputOf(await confined.run('web_page', input, work), host);
}

/**
 * Reads a page: HTML, PDF or text, at most 5 MB in 15 s. Reads from this machine or its network
 * only if `allowsPrivate` returns true. Throws ExpectedErrors, or the reason of `signal` when it is
 * aborted.
 */
export async function readPage(
  reader: PageReader,
  start: URL,
  { allowsPrivate, signal }: Pick<GuardedFetchOptions, 'allowsPrivate'> & { signal: AbortSignal },
): Promise<ReadPage> {
  const fetch = createGuardedFetch({ ...reader.network, allowsPrivate, limits: fetchLimits });
  try {
    const response = await fetch(start, { headers, signal });
    const { host } = new URL(response.url);
    if (!response.ok) {
      await response.body?.cancel();
      throw errorOfStatus(response.status, host);
    }
    const { title, text } = await readContent(reader, response, signal);
    const seen = text.replaceAll(hidden, '').trim();
    if (seen === '') throw expected('page_empty', { host });
    return { url: response.url, title: title.replaceAll(hidden, ''), text: seen };
  } catch (error) {
    signal.throwIfAborted();
    throw errorOfFailure(error, start);
  }
}
