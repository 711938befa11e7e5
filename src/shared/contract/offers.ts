import * as z from 'zod';
import type { Attached } from '../model/attachments.ts';
import type {
  FilledPrompt,
  OfferedPrompt,
  OfferedResource,
  OfferingServer,
  OfferList,
} from '../model/tool-sources/offers.ts';
import { idSchema } from '../model/conversation.ts';
import { toolSourceSchema } from '../model/tools/tool-choice.ts';
import { typed } from './command.ts';

/** `request` names a running request, so that it can be cancelled. */
const requestInput = z.object({ request: z.uuid() });
const serverInput = requestInput.extend({ serverId: toolSourceSchema });

/** `conversationId` is what the files are for; null for one that does not exist yet. */
const takenInput = serverInput.extend({ conversationId: idSchema.nullable() });

const nameSchema = z.string().min(1).max(1000);
const uriSchema = z.string().min(1).max(4000);
const valueSchema = z.string().max(100_000);
const valuesSchema = z.record(nameSchema, valueSchema);

/** Commands about prompts and resources of tool servers. All but the first may start a server. */
export const offerCommands = {
  /** Returns those of the given sources of tools that are enabled servers. Starts nothing. */
  'offers.servers': {
    input: z.object({ sources: z.array(toolSourceSchema).max(500) }),
    output: typed<readonly OfferingServer[]>(),
  },
  'offers.prompts': { input: serverInput, output: typed<OfferList<OfferedPrompt>>() },
  'offers.resources': { input: serverInput, output: typed<OfferList<OfferedResource>>() },
  /** Returns the server's suggestions for an argument; `values` are those of the others. */
  'offers.complete': {
    input: serverInput.extend({
      of: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('prompt'), name: nameSchema }),
        z.object({ kind: z.literal('template'), uriTemplate: uriSchema }),
      ]),
      argument: z.object({ name: nameSchema, value: valueSchema }),
      values: valuesSchema,
    }),
    output: typed<readonly string[]>(),
  },
  /** Returns the text of a prompt, and stores its pictures and files for a message. */
  'offers.prompt': {
    input: takenInput.extend({ name: nameSchema, values: valuesSchema }),
    output: typed<FilledPrompt>(),
  },
  /** Stores a resource for a message. */
  'offers.attach': {
    input: takenInput.extend({
      from: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('resource'), uri: uriSchema, title: z.string().max(1000) }),
        z.object({
          kind: z.literal('template'),
          uriTemplate: uriSchema,
          title: z.string().max(1000),
          values: valuesSchema,
        }),
      ]),
    }),
    output: typed<Attached>(),
  },
  /** Cancels a running request, which then fails with `offer_cancelled`. */
  'offers.cancel': { input: requestInput, output: typed<void>() },
} as const;
