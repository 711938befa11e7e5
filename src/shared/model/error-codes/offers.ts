import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** `server`: the name that the person gave the server. */
const byServer = () => z.object({ server: z.string() });

/** Errors of prompts and resources of tool servers. */
export const offerCodes = defineCodes({
  /** The person does not see this one. */
  offer_cancelled: { kind: 'invalid', params: noParams },
  /** The server answered with an error. */
  offer_refused: {
    kind: 'server',
    retryable: true,
    params: () => z.object({ server: z.string(), said: z.string() }),
  },
  offer_too_slow: {
    kind: 'timeout',
    retryable: true,
    params: () => z.object({ server: z.string(), seconds: z.number() }),
  },
  /** The server's message exceeds the limit of all messages. */
  offer_too_large: {
    kind: 'bad_response',
    params: () => z.object({ server: z.string(), megabytes: z.number() }),
  },
  /** `most`: in UTF-16 code units. */
  prompt_too_long: {
    kind: 'bad_response',
    params: () => z.object({ server: z.string(), most: z.number() }),
  },
  /** `most`: the number of files that are taken of one prompt or resource. */
  offer_too_many_files: {
    kind: 'bad_response',
    params: () => z.object({ server: z.string(), most: z.number() }),
  },
  /** The prompt has no text and no files. */
  prompt_empty: { kind: 'bad_response', params: byServer },
  resource_empty: { kind: 'bad_response', params: byServer },
  /** The values do not fit the template of URIs. */
  resource_template_unusable: { kind: 'invalid', params: byServer },
  /** The answer does not follow the protocol. */
  offer_invalid: { kind: 'bad_response', params: byServer },
  /** The server exited or the connection was lost. */
  offer_server_gone: { kind: 'network', retryable: true, params: byServer },
});
