import { t } from '../../../shared/language/translate.ts';
import type { DemoAnswer, DemoFailure, DemoText } from './answer.ts';
import { text } from './answer.ts';

function failure(status: number, type: string, code: string | null, message: string): DemoFailure {
  return { kind: 'failure', status, type, code, message };
}

const rateLimited: DemoFailure = {
  ...failure(
    429,
    'requests',
    'rate_limit_exceeded',
    'Rate limit reached for requests. Please try again in 20s.',
  ),
  retryAfterSeconds: 20,
};
const outOfQuota = failure(
  429,
  'insufficient_quota',
  'insufficient_quota',
  'You exceeded your current quota, please check your plan and billing details.',
);
const wrongKey = failure(
  401,
  'invalid_request_error',
  'invalid_api_key',
  'Incorrect API key provided.',
);
const tooLong = failure(
  400,
  'invalid_request_error',
  'context_length_exceeded',
  "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
);
const noModel = failure(
  404,
  'invalid_request_error',
  'model_not_found',
  'The model does not exist or you do not have access to it.',
);
const serverError = failure(
  500,
  'server_error',
  null,
  'The server had an error while processing your request.',
);
const timedOut = failure(408, 'server_error', null, 'Request timed out.');

/** The beginning of an answer that fails. */
function partial(ending: DemoText['ending']): DemoText {
  return text(t('demo.partial'), { ending });
}

/** Everything that `/error` can demonstrate, by argument. The sentences are those of servers. */
const failures: Readonly<Record<string, DemoAnswer | (() => DemoAnswer)>> = {
  '400': failure(400, 'invalid_request_error', null, 'The request could not be understood.'),
  '401': wrongKey,
  '403': failure(
    403,
    'invalid_request_error',
    'unsupported_country_region_territory',
    'Country, region, or territory not supported.',
  ),
  '404': noModel,
  '408': timedOut,
  '409': failure(409, 'conflict_error', null, 'The resource was locked by another request.'),
  '413': failure(413, 'invalid_request_error', null, 'The request is too large.'),
  '422': failure(422, 'invalid_request_error', null, 'The request was well-formed but refused.'),
  '429': rateLimited,
  '500': serverError,
  '502': failure(502, 'server_error', null, 'Bad gateway.'),
  '503': failure(503, 'server_error', null, 'The engine is currently overloaded.'),
  '529': failure(529, 'overloaded_error', null, 'Overloaded.'),
  auth: wrongKey,
  quota: outOfQuota,
  rate_limit: rateLimited,
  context_length: tooLong,
  model_not_found: noModel,
  network: { kind: 'unreachable' },
  timeout: timedOut,
  server: serverError,
  bad_response: { kind: 'web_page' },
  content_filter: () => partial({ kind: 'finished', reason: 'content_filter' }),
  broken: () => partial({ kind: 'broken' }),
  stream: () =>
    partial({ kind: 'error_object', message: 'The server had an error while generating.' }),
};

/** The failure with this name; null if there is none. */
export function failureNamed(name: string): DemoAnswer | null {
  const found = Object.hasOwn(failures, name) ? failures[name] : undefined;
  if (found === undefined) return null;
  return typeof found === 'function' ? found() : found;
}

/** The answer to `/error` alone, or with an unknown name. */
export function failuresPage(): string {
  return t('demo.failures');
}
