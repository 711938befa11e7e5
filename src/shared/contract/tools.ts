import * as z from 'zod';
import { personAnswerSchema } from '../model/person/requests.ts';
import { idSchema, type Id } from '../model/conversation.ts';
import { toolChoiceSchema } from '../model/tools/tool-choice.ts';
import { toolFieldInputSchema } from '../model/tools/tool-fields.ts';
import { signInStepSchema } from '../model/tools/sign-in.ts';
import {
  searchEngineSchema,
  toolDecisionSchema,
  toolServerSchema,
  type PendingApproval,
  type ToolPermissionView,
  type ToolServer,
  type ToolsCost,
  type ToolsView,
} from '../model/tools.ts';
import { typed } from './command.ts';
import {
  conversationInput,
  messageInput,
  modelSchema,
  nothing,
  providerIdSchema,
} from './inputs.ts';

const serverInput = z.object({ serverId: z.string().min(1).max(100) });

/** A server as entered in a form. Without an id it is a new server. */
const serverFormSchema = toolServerSchema.omit({ id: true, fields: true }).extend({
  id: z.string().min(1).max(100).optional(),
  fields: z.array(toolFieldInputSchema).max(100),
});

/** Commands about tools, their servers and their permissions. */
export const toolCommands = {
  /**
   * Returns the state of all tools. Enabled servers start, so that their tools can be shown; the
   * event `tools` follows.
   */
  'tools.view': { input: nothing, output: typed<ToolsView>() },
  /** Estimates what tools cost with the next request of a conversation. Starts nothing. */
  'tools.cost': {
    input: z.object({
      /** Null if the conversation does not exist yet. */
      conversationId: idSchema.nullable(),
      tools: toolChoiceSchema,
      /** Null for the default of the settings, as for `model`. */
      providerId: providerIdSchema.nullable(),
      model: modelSchema.nullable(),
    }),
    output: typed<ToolsCost>(),
  },
  /** Stores a server. An enabled server starts, or restarts if what it runs has changed. */
  'tools.saveServer': { input: serverFormSchema, output: typed<ToolServer>() },
  /** Stops a server and deletes it with its secrets and permissions. */
  'tools.removeServer': { input: serverInput, output: typed<void>() },
  'tools.enableServer': {
    input: serverInput.extend({ isEnabled: z.boolean() }),
    output: typed<void>(),
  },
  'tools.restartServer': { input: serverInput, output: typed<void>() },
  /**
   * Takes a step of a sign-in to a server. The events `tools` tell how it goes on. A step that does
   * not fit the state of the sign-in, such as a second `begin`, does nothing.
   */
  'tools.signIn': { input: serverInput.extend({ step: signInStepSchema }), output: typed<void>() },
  /** Returns the last lines of a server's log, oldest first. */
  'tools.log': { input: serverInput, output: typed<readonly ToolLogLine[]>() },
  /**
   * Parses a command line, or another program's configuration as JSON, to fill in forms. Starts
   * nothing.
   */
  'tools.readConfiguration': {
    input: z.object({ text: z.string().max(1_000_000) }),
    output: typed<ReadConfiguration>(),
  },
  /** Returns the calls of a conversation that wait for the person. */
  'tools.pending': { input: conversationInput, output: typed<PendingApproval | null>() },
  /** Decides waiting calls. The turn continues once no more calls wait. */
  'tools.decide': {
    input: messageInput.extend({
      decisions: z
        .array(
          z.object({
            callId: z.string().max(1000),
            decision: toolDecisionSchema,
            /** JSON from the person that replaces the model's arguments. */
            arguments: z.string().max(10_000_000).optional(),
          }),
        )
        .min(1)
        .max(1000),
    }),
    output: typed<void>(),
  },
  /** Answers a request of a server. Fails if it is gone or the answer is not valid. */
  'tools.answerRequest': {
    input: z.object({ requestId: z.string().max(200), answer: personAnswerSchema }),
    output: typed<void>(),
  },
  'tools.permissions': { input: nothing, output: typed<readonly ToolPermissionView[]>() },
  'tools.revoke': { input: z.object({ id: z.string().max(2000) }), output: typed<void>() },
  /** Configures the search engine. `key` null leaves the stored key unchanged. */
  'tools.setSearch': {
    input: z.object({
      engine: searchEngineSchema.nullable(),
      url: z.string().max(4000),
      key: z.string().max(8000).nullable(),
    }),
    output: typed<void>(),
  },
  /** Tests the configured search engine; fails with an error that says what is wrong. */
  'tools.testSearch': { input: nothing, output: typed<{ readonly results: number }>() },
} as const;

/** A line of a tool server's log. */
export interface ToolLogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `parley`: a note from Parley, such as a start of the server. */
  readonly from: 'stderr' | 'server' | 'parley';
  readonly text: string;
}

/** A server found in another program's configuration. */
export interface FoundServer {
  readonly name: string;
  /** Initial values of the form. The server is disabled, and its values may contain secrets. */
  readonly form: z.input<typeof serverFormSchema>;
}

/** The servers found in a configuration. */
export interface ReadConfiguration {
  readonly servers: readonly FoundServer[];
  /** Entries that are not servers that Parley can run, with the reason. */
  readonly leftOut: readonly {
    readonly name: string;
    readonly reason: 'unknown_kind' | 'no_command' | 'bad_address' | 'too_large';
  }[];
}

/** The approval request of a conversation has changed; null if no call waits. */
export interface ApprovalNews {
  readonly conversationId: Id;
  readonly pending: PendingApproval | null;
}
