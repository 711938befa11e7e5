import * as z from 'zod';
import type { ApiContent, ApiView } from '../model/api.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** Commands for the local API that other programs use. */
export const apiCommands = {
  /** Whether other programs can use Parley, which ones may, and their recent requests. */
  'api.status': { input: nothing, output: typed<ApiView>() },
  'api.setEnabled': { input: z.object({ enabled: z.boolean() }), output: typed<ApiView>() },
  /** Returns the token, which is never shown again. */
  'api.createToken': {
    input: z.object({ name: z.string().trim().min(1).max(100) }),
    output: typed<{ readonly token: string; readonly view: ApiView }>(),
  },
  /** Also ends its requests in progress. */
  'api.revokeToken': {
    input: z.object({ tokenId: z.string().min(1).max(100) }),
    output: typed<ApiView>(),
  },
  /** Takes the origin as typed; main validates it. */
  'api.allowOrigin': {
    input: z.object({ origin: z.string().trim().min(1).max(300) }),
    output: typed<ApiView>(),
  },
  /** Also ends the requests in progress of its pages. */
  'api.forgetOrigin': {
    input: z.object({ origin: z.string().min(1).max(300) }),
    output: typed<ApiView>(),
  },
  /** Turning it off discards the stored content at once. */
  'api.keepContent': { input: z.object({ keep: z.boolean() }), output: typed<ApiView>() },
  /** Null if the content was not stored or has been discarded. */
  'api.content': {
    input: z.object({ number: z.number().int().positive() }),
    output: typed<ApiContent | null>(),
  },
} as const;
