import { expected, ExpectedError } from '../../shared/expected.ts';
import type { ProviderConnection } from '../wire/connection.ts';
import { requestHeaders, withQuery } from '../wire/request-headers.ts';
import { candidateBases, originOf } from './address.ts';
import { readText } from './read-text.ts';

/** How long one candidate may take to answer, and the whole search (ms). */
const placeMs = 5000;
const searchMs = 20_000;

/** Dependencies of the search for the API. */
export type Knocker = Pick<
  ProviderConnection,
  'fetch' | 'apiKey' | 'keyHeader' | 'extras' | 'name'
>;

interface Answer {
  readonly status: number;
  /** The body, if it was JSON; undefined otherwise. */
  readonly json: unknown;
  readonly location: string | null;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Most likely a web page, not the API.
    return undefined;
  }
}

async function knock(
  knocker: Knocker,
  address: string,
  body: string | null,
  signal: AbortSignal,
): Promise<Answer> {
  const headers = requestHeaders(knocker);
  if (body !== null) headers.set('content-type', 'application/json');
  const response = await knocker.fetch(withQuery(address, knocker), {
    method: body === null ? 'GET' : 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(placeMs)]),
  });
  const { status } = response;
  const location = response.headers.get('location');
  return { status, json: parsed(await readText(response)), location };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list of models in any shape that servers send. */
function isModelList(json: unknown): boolean {
  if (Array.isArray(json)) {
    return json.some((one) => isObject(one) && ('id' in one || 'name' in one));
  }
  if (!isObject(json)) return false;
  if (Array.isArray(json['data']) || Array.isArray(json['models'])) return true;
  return json['object'] === 'list' && json['data'] === null;
}

/** True if an empty request was refused by something that accepts chat requests. */
function isChatRefusal({ status, json }: Answer): boolean {
  if (!isObject(json)) return false;
  if (status < 300) return 'choices' in json;
  const words = JSON.stringify(json).slice(0, 4000);
  if (/unexpected endpoint|unknown_url|no route|cannot post|static resource/i.test(words)) {
    return false;
  }
  // Some servers check the model first and answer 404 if none is named.
  if (status === 404) return /model/i.test(words);
  return [400, 401, 403, 415, 422, 429].includes(status);
}

type Found =
  | { readonly kind: 'found'; readonly baseUrl: string }
  /** Nothing answers right now; the actual request will report why. */
  | { readonly kind: 'later' }
  | { readonly kind: 'moved'; readonly origin: string }
  | { readonly kind: 'none' };

function judgeList(answer: Answer, baseUrl: string): Found | null {
  const { status, json, location } = answer;
  if (status < 300) return isModelList(json) ? { kind: 'found', baseUrl } : null;
  if (status < 400) {
    const to =
      location !== null && URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : null;
    const isElsewhere =
      to !== null && /^https?:$/.test(to.protocol) && to.origin !== originOf(baseUrl);
    return isElsewhere ? { kind: 'moved', origin: to.origin } : null;
  }
  if ((status === 401 || status === 403) && json !== undefined) return { kind: 'found', baseUrl };
  return status === 429 || (status >= 500 && json !== undefined) ? { kind: 'later' } : null;
}

async function search(knocker: Knocker, unproven: string): Promise<Found> {
  const places = candidateBases(unproven);
  const signal = AbortSignal.timeout(searchMs);
  let moved: Found | null = null;
  try {
    for (const baseUrl of places) {
      const found = judgeList(await knock(knocker, `${baseUrl}/models`, null, signal), baseUrl);
      if (found?.kind === 'moved') moved ??= found;
      else if (found !== null) return found;
    }
    for (const baseUrl of places) {
      const answer = await knock(knocker, `${baseUrl}/chat/completions`, '{}', signal);
      if (isChatRefusal(answer)) return { kind: 'found', baseUrl };
    }
  } catch (error) {
    // A proxy's failure is reported at once; the actual request reports any other.
    if (error instanceof ExpectedError) throw error;
    return { kind: 'later' };
  }
  return moved ?? { kind: 'none' };
}

/**
 * Finds the API of an address whose path is uncertain. Requests each candidate's list of models,
 * then sends an empty chat request. The key is sent only to the typed origin. null if nothing
 * answers right now. Throws an ExpectedError (`invalid`) if the server answers but no candidate is
 * an API.
 */
export async function findApi(knocker: Knocker, unproven: string): Promise<string | null> {
  const found = await search(knocker, unproven);
  switch (found.kind) {
    case 'found':
      return found.baseUrl;
    case 'later':
      return null;
    case 'moved':
      throw expected('sent_on_elsewhere', { origin: originOf(unproven), target: found.origin });
    case 'none':
      throw expected('no_api_found', { origin: originOf(unproven) });
  }
}

/**
 * True if a server without a list of models accepts chat requests. False if it does not, or does
 * not answer.
 */
export async function takesChats(knocker: Knocker, baseUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(placeMs);
    return isChatRefusal(await knock(knocker, `${baseUrl}/chat/completions`, '{}', signal));
  } catch {
    // The first failure is the one to report.
    return false;
  }
}
