import * as z from 'zod';
import type { Id } from './conversation.ts';
import type { ParleyError } from './errors.ts';
import type { SearchEngine } from './web/search-engines.ts';
import { toolFieldSchema } from './tools/tool-fields.ts';
import type { SignInView } from './tools/sign-in.ts';

export { searchEngines, searchEngineSchema, type SearchEngine } from './web/search-engines.ts';
export { builtInSources, type BuiltInSource } from './tool-sources/built-in.ts';
export type { ToolChoice } from './tools/tool-choice.ts';

const transportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stdio'),
    /** A program by name or path. It is never passed to a shell. */
    command: z.string().trim().min(1).max(4000),
    arguments: z.array(z.string().max(32_000)).max(500),
    /** The working folder; '' for the person's home folder. */
    folder: z.string().max(4000),
    /** A file with more environment variables, which is read at each start. */
    variablesFile: z.string().max(4000).optional(),
  }),
  z.object({ kind: z.literal('http'), url: z.string().max(4000) }),
]);
export type ToolTransport = Readonly<z.infer<typeof transportSchema>>;

/** A tool server as the person set it up, without its secrets. Unknown fields are preserved. */
export const toolServerSchema = z.looseObject({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  /** The server is only started if enabled. */
  isEnabled: z.boolean(),
  transport: transportSchema,
  /** Environment variables (stdio) or headers (http). */
  fields: z.array(toolFieldSchema).max(100),
  /** A call fails after this many seconds without a sign of life; progress counts as one. */
  idleTimeoutSeconds: z.number().int().min(1).max(3600).default(60),
  /** A call fails after this many seconds in any case. */
  totalTimeoutSeconds: z.number().int().min(1).max(86_400).default(600),
  /** Whether the server's instructions are added to the system prompt. */
  usesInstructions: z.boolean().default(true),
  /** Whether the server may request answers from a model. The person sees each request first. */
  allowsSampling: z.boolean().default(false),
  /** The folders that the server is told it may work in; absolute, or from `~`. None: it is told nothing. */
  folders: z.array(z.string().trim().min(1).max(4000)).max(100).default([]),
});
export type ToolServer = Readonly<z.infer<typeof toolServerSchema>>;

/** The state of a tool server. */
export type ToolServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'ready';
      /** `modern`: specification 2026-07-28 and later; `legacy`: up to 2025-11-25. */
      readonly era: 'legacy' | 'modern';
      readonly protocolVersion: string;
      /** The name that the server gives itself. */
      readonly title: string;
      readonly version: string;
      readonly instructions: string;
    }
  /** The server failed and restarts at `retryAt`, in ms since the epoch. */
  | { readonly kind: 'retrying'; readonly retryAt: number; readonly error: ParleyError }
  | { readonly kind: 'stopped'; readonly error: ParleyError }
  /** The server requires the person to sign in (OAuth). */
  | { readonly kind: 'sign_in' };

/** A tool's unverified claims about itself. */
export interface ToolHints {
  readonly isReadOnly: boolean;
  readonly isDestructive: boolean;
  readonly reachesInternet: boolean;
}

/** Whether a tool may run without asking. */
export type ToolPermission = 'ask' | 'always' | 'never';

/** A tool in a window. */
export interface ToolView {
  readonly key: string;
  /** The tool's own name, without its source. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly hints: ToolHints;
  /** The estimated tokens that its definition adds to each request. */
  readonly tokens: number;
  readonly permission: ToolPermission;
  /** Why the tool is not offered to models. */
  readonly problem?: 'needs_tasks' | 'too_large' | 'bad_schema' | 'refused_by_provider';
}

/** The tools of a source. */
export interface ToolSourceView {
  /** One of {@link builtInSources} or the id of a server. */
  readonly id: string;
  readonly kind: 'built_in' | 'server';
  /** The server's name; the view names built-in sources. */
  readonly name: string;
  readonly state: ToolServerState;
  readonly tools: readonly ToolView[];
  /** Whether read-only tools of the source run without asking. */
  readonly allowsReadOnly: boolean;
  /** Set for `web` until a search engine is configured. */
  readonly needsSetup?: boolean;
  /** The sign-in to a server; absent if the server has never asked for one. */
  readonly signIn?: SignInView;
}

/** The configured search engine. */
export interface WebSearchView {
  readonly engine: SearchEngine | null;
  /** The base URL of a SearXNG instance. */
  readonly url: string;
  /** Engines with a stored key. */
  readonly keys: readonly SearchEngine[];
  /** Private hosts from which pages may be read. */
  readonly allowedHosts: readonly string[];
}

/** The state of all tools, apart from the choice of a conversation. */
export interface ToolsView {
  readonly sources: readonly ToolSourceView[];
  readonly servers: readonly ToolServer[];
  /** Names of fields with a stored secret, by server id. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  readonly search: WebSearchView;
}

/** What the tools of a conversation cost with its next request. */
export interface ToolsCost {
  /** The estimated tokens of the definitions that are sent. */
  readonly tokens: number;
  /** Null if all definitions are sent. */
  readonly deferred: DeferredTools | null;
}

/** Tools that a model finds by a search, because all definitions together would be too large. */
export interface DeferredTools {
  readonly tools: number;
  /** How many of them the conversation has found; their definitions are sent. */
  readonly found: number;
  /** The estimated tokens of all definitions. */
  readonly allTokens: number;
  /** `tokens`: over the share of the context window. `count`: over what servers accept. */
  readonly because: 'tokens' | 'count';
  /** The limit that is exceeded. */
  readonly limit: number;
  /** The context window of the model; null if it is unknown. */
  readonly contextTokens: number | null;
}

/** The person's decision about a waiting call. */
export const toolDecisionSchema = z.enum([
  'once',
  'conversation',
  'always',
  'always_with_assistant',
  'always_read_only',
  'never',
  'deny',
]);
export type ToolDecision = z.infer<typeof toolDecisionSchema>;

/** Why a call waits for the person. */
export type AskReason =
  | { readonly kind: 'not_allowed_yet' }
  /** The assistant asks before each call, whatever is allowed elsewhere. */
  | { readonly kind: 'assistant_asks'; readonly name: string }
  /** The tool was allowed, but its definition has changed since. Both are texts to compare. */
  | { readonly kind: 'changed'; readonly before: string; readonly after: string }
  /** A URL that neither the person nor a search result has named. */
  | { readonly kind: 'unknown_address'; readonly url: string }
  /** A host on this machine or the local network. */
  | { readonly kind: 'private_address'; readonly host: string }
  /** It is always allowed, but its traces would outlast a temporary conversation. */
  | { readonly kind: 'leaves_traces' };

/** A call that waits for the person. */
export interface PendingCall {
  readonly callId: string;
  readonly key: string;
  readonly source: string;
  /** The server's name; '' for built-in sources. */
  readonly sourceName: string;
  readonly title: string;
  readonly hints: ToolHints;
  /** JSON from the model. */
  readonly arguments: string;
  readonly reason: AskReason;
  /** The name of the assistant that answers; absent without one. */
  readonly assistant?: string;
}

/** The waiting calls of an answer, shown on one card. */
export interface PendingApproval {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly calls: readonly PendingCall[];
}

/** A permanent permission or prohibition. */
export interface ToolPermissionView {
  readonly id: string;
  readonly key: string;
  readonly sourceName: string;
  readonly title: string;
  readonly kind: 'always' | 'always_with_assistant' | 'always_read_only' | 'never' | 'host';
  /** Set for `always_with_assistant`, with the name at that time. */
  readonly assistant?: { readonly id: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly since: string;
  /** The tool or server has changed or is gone, so this no longer applies. */
  readonly isStale: boolean;
}
