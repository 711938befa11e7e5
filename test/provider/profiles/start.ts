import type { Behaviour } from '../behaviour.ts';
import { startProvider, type Provider } from '../provider.ts';
import type { RecordedRequest } from '../recording.ts';
import { endpointOf } from '../routes.ts';
import type { Complaint, Profile, Said } from './profile.ts';

/** The key that every profile with keys takes. */
export const rightKey = 'sk-right-key-of-the-test';

/** A running profile. */
export interface Service {
  readonly profile: Profile;
  readonly provider: Provider;
  /** Queues what the model says to the next questions. */
  readonly says: (...said: readonly Said[]) => void;
  /** Refuses the next questions like this, though they are sound. */
  readonly refuses: (complaint: Complaint, times?: number) => void;
  /** What the requests so far were refused for. */
  readonly complaints: () => readonly Complaint[];
  /** What is queued and was not asked for. */
  readonly left: () => number;
  /** Forgets requests, complaints and what is queued. */
  readonly forget: () => void;
  /** Requests for answers since then, refused ones included. */
  readonly asked: () => readonly RecordedRequest[];
  /** The `fetch` of programs, which finds this server at the profile's address. */
  readonly reach: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

const title: Said = { text: 'A title of the model' };

/** The text of what a model says, for an answer in one piece or over the Responses API. */
function textOf({ text = '', reasoning, calls, ending }: Said, number: number): Behaviour {
  const finish = { filtered: 'content_filter', broken: 'error', length: 'length' };
  if (ending === 'hangs') {
    return { kind: 'steps', steps: (make) => [make.text(text), { kind: 'silence' }] };
  }
  return {
    kind: 'text',
    text,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(calls === undefined
      ? {}
      : {
          toolCalls: calls.map((call, at) => ({
            ...call,
            id: `call_${String(number)}_${String(at)}`,
          })),
        }),
    ...(ending === undefined || ending === 'stop' ? {} : { finishReason: finish[ending] }),
    usageValues: {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 8 },
    },
  };
}

/** Starts a server that is as strict as the profile. */
export async function startProfile(profile: Profile): Promise<Service> {
  const basePath = new URL(profile.address).pathname.replace(/\/$/, '');
  const queue: (Said | Complaint)[] = [];
  const complaints: Complaint[] = [];
  let forgotten = 0;

  const hasKey = ({ headers }: RecordedRequest): boolean => {
    const { keyHeader } = profile;
    if (keyHeader === null) return headers.authorization === undefined;
    const wanted = keyHeader === 'authorization' ? `Bearer ${rightKey}` : rightKey;
    return headers[keyHeader] === wanted;
  };

  const refuse = (complaint: Complaint): Behaviour => {
    complaints.push(complaint);
    return profile.error(complaint);
  };

  const answer = (request: RecordedRequest, isResponse: boolean): Behaviour => {
    const { body } = request;
    if (request.kind === 'completion') return textOf(title, request.number);
    const next = queue.shift() ?? { text: 'Taken.' };
    if ('message' in next) return refuse(next);
    if (isResponse || body === null) return textOf(next, request.number);
    return { kind: 'steps', steps: (make) => profile.stream(next, make) };
  };

  const serve = (request: RecordedRequest): Behaviour => {
    const { path, body, kind } = request;
    if (kind === 'other') return profile.nowhere(path);
    if (!hasKey(request)) return refuse(profile.wrongKey);
    if (kind === 'models') return profile.models ?? profile.nowhere(path);
    if (kind === 'embeddings') return profile.nowhere(path);
    const isResponse = endpointOf(path, basePath) === '/responses';
    const check = isResponse ? profile.checkResponse : profile.check;
    if (check === null) return profile.nowhere(path);
    const complaint = body === null ? { message: 'Not JSON.' } : check(body, request);
    if (complaint !== null) return refuse(complaint);
    return answer(request, isResponse);
  };

  const provider = await startProvider({ basePath, serve });
  const { origin } = new URL(provider.baseUrl);
  const service = new URL(profile.address).origin;
  return {
    profile,
    provider,
    says: (...said) => void queue.push(...said),
    refuses(complaint, times = 1) {
      for (let count = 0; count < times; count += 1) queue.push(complaint);
    },
    complaints: () => complaints,
    left: () => queue.length,
    forget() {
      queue.length = 0;
      complaints.length = 0;
      forgotten = provider.requests.length;
    },
    asked: () =>
      provider.requests
        .slice(forgotten)
        .filter(({ kind }) => kind === 'stream' || kind === 'completion'),
    reach: (fetch) => (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      if (!url.startsWith(`${service}/`)) return fetch(input, init);
      return fetch(`${origin}${url.slice(service.length)}`, init);
    },
  };
}
