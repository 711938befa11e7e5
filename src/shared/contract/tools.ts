import * as z from 'zod';
import type { Id } from '../model/conversation.ts';
import { toolFieldInputSchema } from '../model/tool-fields.ts';
import {
  searchEngineSchema,
  toolDecisionSchema,
  toolServerSchema,
  type PendingApproval,
  type ToolPermissionView,
  type ToolServer,
  type ToolsView,
} from '../model/tools.ts';
import { typed } from './command.ts';
import { conversationInput, messageInput, nothing } from './inputs.ts';

const serverInput = z.object({ serverId: z.string().min(1).max(100) });

/** A server as a form gives it; without an id it is a new one. */
const serverFormSchema = toolServerSchema.omit({ id: true, fields: true }).extend({
  id: z.string().min(1).max(100).optional(),
  fields: z.array(toolFieldInputSchema).max(100),
});

/** Tools, the servers they come from, and what they may do. */
export const toolCommands = {
  /** All about tools. Enabled servers start, so that their tools can be shown; the event `tools` follows. */
  'tools.view': { input: nothing, output: typed<ToolsView>() },
  /** Keeps a server. An enabled one starts, or starts again if what it runs has changed. */
  'tools.saveServer': { input: serverFormSchema, output: typed<ToolServer>() },
  /** Stops a server and forgets it, its secrets and its permissions. */
  'tools.removeServer': { input: serverInput, output: typed<void>() },
  'tools.enableServer': {
    input: serverInput.extend({ isEnabled: z.boolean() }),
    output: typed<void>(),
  },
  'tools.restartServer': { input: serverInput, output: typed<void>() },
  /** The last lines of a server's log, oldest first. */
  'tools.log': { input: serverInput, output: typed<readonly ToolLogLine[]>() },
  /** Reads a command line, or the configuration of another program as JSON. Fills forms; starts nothing. */
  'tools.readConfiguration': {
    input: z.object({ text: z.string().max(1_000_000) }),
    output: typed<ReadConfiguration>(),
  },
  /** The calls of a conversation that wait for the person. */
  'tools.pending': { input: conversationInput, output: typed<PendingApproval | null>() },
  /** Decides calls that wait; the turn goes on when none waits any more. */
  'tools.decide': {
    input: messageInput.extend({
      decisions: z
        .array(
          z.object({
            callId: z.string().max(1000),
            decision: toolDecisionSchema,
            /** JSON that the person wrote in place of the model's. */
            arguments: z.string().max(10_000_000).optional(),
          }),
        )
        .min(1)
        .max(1000),
    }),
    output: typed<void>(),
  },
  'tools.permissions': { input: nothing, output: typed<readonly ToolPermissionView[]>() },
  'tools.revoke': { input: z.object({ id: z.string().max(2000) }), output: typed<void>() },
  /** Sets the search engine up. `key` null: the one that is kept stays. */
  'tools.setSearch': {
    input: z.object({
      engine: searchEngineSchema.nullable(),
      url: z.string().max(4000),
      key: z.string().max(8000).nullable(),
    }),
    output: typed<void>(),
  },
  /** Asks the search engine that is set up; fails with what is wrong. */
  'tools.testSearch': { input: nothing, output: typed<{ readonly results: number }>() },
} as const;

/** A line of the log of a tool server. */
export interface ToolLogLine {
  /** ms since the epoch. */
  readonly at: number;
  /** `parley`: what Parley has to say of the server, such as its start. */
  readonly from: 'stderr' | 'server' | 'parley';
  readonly text: string;
}

/** A server as another program's configuration describes it. */
export interface FoundServer {
  readonly name: string;
  /** As a form starts with it; disabled, and secrets are among its values. */
  readonly form: z.input<typeof serverFormSchema>;
}

/** What was found in a configuration. */
export interface ReadConfiguration {
  readonly servers: readonly FoundServer[];
  /** Entries that are no servers Parley can run, with the reason. */
  readonly leftOut: readonly {
    readonly name: string;
    readonly reason: 'unknown_kind' | 'no_command' | 'bad_address' | 'too_large';
  }[];
}

/** The approval of a conversation has changed; null: nothing waits. */
export interface ApprovalNews {
  readonly conversationId: Id;
  readonly pending: PendingApproval | null;
}
