import * as z from 'zod';
import { byName, byProvider, defineCodes, noParams } from './define.ts';

/** Kinds of encrypted secrets. */
const secretKinds = ['key', 'extras'] as const;

/** `given`: the origin for which a secret was entered. `origin`: where it would be sent. */
const byOrigins = () => z.object({ provider: z.string(), given: z.string(), origin: z.string() });
const bySecret = () => z.object({ what: z.enum(secretKinds), provider: z.string() });

/** Problems with a provider that the person has to fix. */
export const providerCodes = defineCodes({
  key_missing: { kind: 'auth', action: 'open_settings', params: byProvider },
  key_unreadable: { kind: 'storage', retryable: true, action: 'open_settings', params: byProvider },
  key_other_origin: { kind: 'auth', action: 'open_settings', params: byOrigins },
  no_encryption: { kind: 'storage', params: bySecret },
  weak_encryption: {
    kind: 'storage',
    action: 'open_settings',
    params: () =>
      z.object({ what: z.enum(secretKinds), provider: z.string(), storage: z.string() }),
  },
  two_keys: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ provider: z.string(), header: z.string() }),
  },
  too_many_keys: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  provider_gone: { kind: 'invalid', action: 'choose_model', params: noParams },
  demo_has_no_address: { kind: 'invalid', params: noParams },
  demo_needs_no_key: { kind: 'invalid', params: noParams },
  provider_of_environment: { kind: 'invalid', params: noParams },
  sent_on_elsewhere: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ origin: z.string(), target: z.string() }),
  },
  no_api_found: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ origin: z.string() }),
  },
  plain_http_unconfirmed: {
    kind: 'invalid',
    action: 'allow_plain_http',
    params: () => z.object({ host: z.string() }),
  },
  plain_http_refused: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ host: z.string() }),
  },
  models_not_listed: { kind: 'model_not_found', action: 'choose_model', params: byProvider },
  address_with_zone: { kind: 'invalid', params: noParams },
  address_scheme: { kind: 'invalid', params: () => z.object({ scheme: z.string() }) },
  address_unreadable: { kind: 'invalid', params: noParams },
  address_missing: { kind: 'invalid', params: noParams },
  address_with_credentials: { kind: 'invalid', params: noParams },
  extras_absent: { kind: 'storage', retryable: true, action: 'open_settings', params: byProvider },
  extras_undecryptable: {
    kind: 'storage',
    retryable: true,
    action: 'open_settings',
    params: byProvider,
  },
  extras_damaged: { kind: 'storage', retryable: true, action: 'open_settings', params: byProvider },
  extras_other_origin: { kind: 'auth', action: 'open_settings', params: byOrigins },
  /** `extras_absent`, worded for the form in which they are entered. */
  extras_not_here: { kind: 'storage', params: noParams },
  /** `extras_other_origin`, worded for the form in which they are entered. */
  extras_other_origin_here: { kind: 'auth', params: byOrigins },
  extra_value_wanted: { kind: 'invalid', params: byName },
  extra_value_missing: { kind: 'auth', action: 'open_settings', params: byName },
  extra_value_hidden: { kind: 'invalid', params: byName },
  /** `kept`: the header or query field for which the value was entered. */
  extra_value_kept_for: {
    kind: 'invalid',
    params: () => z.object({ name: z.string(), kept: z.string() }),
  },
  extra_value_never_shown: { kind: 'invalid', params: noParams },
  extra_name_empty: {
    kind: 'invalid',
    params: () => z.object({ place: z.enum(['header', 'query']) }),
  },
  extra_query_name: { kind: 'invalid', params: noParams },
  extra_header_name: { kind: 'invalid', params: noParams },
  extra_header_taken: { kind: 'invalid', params: byName },
  extra_value_empty: { kind: 'invalid', params: byName },
  extra_value_lines: { kind: 'invalid', params: byName },
  extra_value_characters: { kind: 'invalid', params: byName },
  too_many_extras: { kind: 'invalid', params: () => z.object({ most: z.number() }) },
  extra_twice: { kind: 'invalid', params: byName },
});
