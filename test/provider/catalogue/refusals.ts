import type { ErrorBehaviour } from '../behaviour.ts';
import type { Misbehaviour } from './misbehaviour.ts';

function refusal(about: string, behaviour: Omit<ErrorBehaviour, 'kind'>): Misbehaviour {
  const { status } = behaviour;
  return { about, behaviour: { kind: 'error', ...behaviour }, text: '', outcome: 'error', status };
}

const plain = [400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529].map(
  (status): [string, Misbehaviour] => [`http-${status}`, refusal(`Status ${status}.`, { status })],
);

/** Answers with an error status, and redirects. */
export const refusals: Readonly<Record<string, Misbehaviour>> = {
  ...Object.fromEntries(plain),
  'http-429-retry-after': refusal('Status 429 that asks for two minutes of patience.', {
    status: 429,
    retryAfter: 120,
  }),
  'http-429-quota': refusal('Status 429 because nothing is left to spend.', {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  }),
  'http-400-context-length': refusal('Status 400 because the conversation is too long.', {
    status: 400,
    code: 'context_length_exceeded',
    message: "This model's maximum context length is 8192 tokens.",
  }),
  'http-400-content-filter': refusal('Status 400 because the prompt was filtered, as Azure says.', {
    status: 400,
    code: 'content_filter',
    message: 'The response was filtered due to the prompt triggering content management policy.',
  }),
  'http-500-html': refusal('Status 500 with an HTML page.', { status: 500, body: 'html' }),
  'http-502-html': refusal('Status 502 with an HTML page, as proxies answer.', {
    status: 502,
    body: 'html',
  }),
  'http-503-empty': refusal('Status 503 without a body.', { status: 503, body: 'empty' }),
  'http-404-text': refusal('Status 404 in plain text, as for a wrong path.', {
    status: 404,
    body: 'text',
    message: '404 page not found',
  }),
  'http-401-echoes-key': {
    about: 'Status 401 whose message repeats the key that was sent.',
    behaviour: {
      kind: 'choose',
      choose: ({ headers }) => ({
        kind: 'error',
        status: 401,
        message: `Incorrect API key provided: ${headers.authorization ?? ''}`,
      }),
    },
    text: '',
    outcome: 'error',
    status: 401,
  },
  'redirect-elsewhere': {
    about: 'Status 307 to another origin, which would get the prompt and perhaps the key.',
    behaviour: { kind: 'redirect', status: 307, to: 'elsewhere' },
    text: '',
    outcome: 'error',
    status: 307,
  },
  'redirect-loop': {
    about: 'Status 307 to itself, for ever.',
    behaviour: { kind: 'redirect', status: 307, to: 'itself' },
    text: '',
    outcome: 'error',
    status: 307,
  },
};
