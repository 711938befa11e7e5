import * as z from 'zod';
import { byAddress, byProvider, defineCodes } from './define.ts';

const byHost = () => z.object({ host: z.string() });

/** Problems with a certificate. */
export const certificateProblems = [
  'expired',
  'not_yet_valid',
  'revoked',
  'self_signed',
  'unknown_authority',
  'other_host',
] as const;

/** Ways in which a proxy fails. */
const proxyFailures = [
  'refused',
  'unknown_name',
  'slow',
  'unreachable',
  'closed',
  'wants_credentials',
  'insecure',
  'other_kind',
  'forbids',
  'cut_off',
] as const;

const proxyParams = () =>
  z.object({
    failure: z.enum(proxyFailures),
    /** Scheme, host and port. */
    address: z.string(),
    scheme: z.string(),
    port: z.number(),
    /** The environment variable that names the proxy; null for the system settings. */
    source: z.string().nullable(),
    hasUser: z.boolean(),
    /** The host to be reached through it. */
    target: z.string(),
    /** The status it answered with; null if it did not answer. */
    status: z.string().nullable(),
  });

/** Errors on the way to a server. */
export const networkCodes = defineCodes({
  unreachable: { kind: 'network', retryable: true, action: 'retry', params: byAddress },
  closed_unanswered: { kind: 'network', retryable: true, action: 'retry', params: byProvider },
  no_answer_in_time: { kind: 'timeout', retryable: true, action: 'retry', params: byProvider },
  connection_failed: { kind: 'network', retryable: true, action: 'retry', params: byProvider },
  not_secure: { kind: 'network', action: 'open_settings', params: byAddress },
  address_not_callable: { kind: 'invalid', action: 'open_settings', params: byAddress },
  port_barred: { kind: 'invalid', action: 'open_settings', params: byAddress },
  not_http: { kind: 'bad_response', action: 'open_settings', params: byProvider },
  unknown_host: { kind: 'network', retryable: true, action: 'open_settings', params: byHost },
  host_lookup_failed: { kind: 'network', retryable: true, action: 'retry', params: byHost },
  /**
   * `mayNeedPort`: a plain address without a port. Local model servers rarely listen on a web port.
   */
  nothing_listens: {
    kind: 'network',
    retryable: true,
    action: 'retry',
    params: () => z.object({ address: z.string(), mayNeedPort: z.boolean() }),
  },
  certificate_refused: {
    kind: 'network',
    action: 'open_settings',
    params: () => z.object({ host: z.string(), problem: z.enum(certificateProblems) }),
  },
  proxy_kind_unknown: {
    kind: 'network',
    params: () => z.object({ source: z.string(), scheme: z.string() }),
  },
  proxy_address_invalid: { kind: 'network', params: () => z.object({ source: z.string() }) },
  proxy_failed: { kind: 'network', retryable: true, action: 'retry', params: proxyParams },
});
