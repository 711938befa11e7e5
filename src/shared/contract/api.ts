import * as z from 'zod';
import type { ApiContent, ApiView } from '../model/api.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** How other programs use Parley. */
export const apiCommands = {
  /** Whether other programs can use Parley, who may, and what they asked for lately. */
  'api.status': { input: nothing, output: typed<ApiView>() },
  'api.setEnabled': { input: z.object({ enabled: z.boolean() }), output: typed<ApiView>() },
  /** The token is in the answer and shown this once. */
  'api.createToken': {
    input: z.object({ name: z.string().trim().min(1).max(100) }),
    output: typed<{ readonly token: string; readonly view: ApiView }>(),
  },
  /** Its requests under way are ended, too. */
  'api.revokeToken': {
    input: z.object({ tokenId: z.string().min(1).max(100) }),
    output: typed<ApiView>(),
  },
  /** As it was typed; main says what is wrong with it. */
  'api.allowOrigin': {
    input: z.object({ origin: z.string().trim().min(1).max(300) }),
    output: typed<ApiView>(),
  },
  /** The requests of its pages that are under way are ended, too. */
  'api.forgetOrigin': {
    input: z.object({ origin: z.string().min(1).max(300) }),
    output: typed<ApiView>(),
  },
  /** Off forgets at once what was kept. */
  'api.keepContent': { input: z.object({ keep: z.boolean() }), output: typed<ApiView>() },
  /** null: it was not kept, or is not any more. */
  'api.content': {
    input: z.object({ number: z.number().int().positive() }),
    output: typed<ApiContent | null>(),
  },
} as const;
