import * as z from 'zod';
import type { Id } from './conversation.ts';
import type { ParleyError } from './errors.ts';
import type { SearchEngine } from './web/search-engines.ts';
import { toolFieldSchema } from './tool-fields.ts';

export { searchEngines, searchEngineSchema, type SearchEngine } from './web/search-engines.ts';
export type { ToolChoice } from './tool-choice.ts';

/** Tools that are part of Parley, by what they reach. The names are kept in conversations. */
export const builtInSources = ['web', 'attachments', 'history', 'time', 'calculator'] as const;
export type BuiltInSource = (typeof builtInSources)[number];

const transportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stdio'),
    /** A program by name or path; it is never given to a shell. */
    command: z.string().trim().min(1).max(4000),
    arguments: z.array(z.string().max(32_000)).max(500),
    /** Where it runs; '' is the person's home. */
    folder: z.string().max(4000),
  }),
  z.object({ kind: z.literal('http'), url: z.string().max(4000) }),
]);
export type ToolTransport = Readonly<z.infer<typeof transportSchema>>;

/** A server of tools as the person set it up: everything but its secrets. Unknown fields survive. */
export const toolServerSchema = z.looseObject({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  /** It is started only if so. */
  isEnabled: z.boolean(),
  transport: transportSchema,
  /** Environment variables (stdio) or headers (http). */
  fields: z.array(toolFieldSchema).max(100),
  /** A call fails after this much silence; progress counts as a sign of life. Seconds. */
  idleTimeoutSeconds: z.number().int().min(1).max(3600).default(60),
  /** A call fails after this long, whatever happens; seconds. */
  totalTimeoutSeconds: z.number().int().min(1).max(86_400).default(600),
  /** Whether its instructions join the system prompt. */
  usesInstructions: z.boolean().default(true),
  /** Whether it may ask for an answer of the model; each request is shown first. */
  allowsSampling: z.boolean().default(false),
});
export type ToolServer = Readonly<z.infer<typeof toolServerSchema>>;

/** How a server of tools is doing. */
export type ToolServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'ready';
      /** `modern`: 2026-07-28 and later; `legacy`: up to 2025-11-25. */
      readonly era: 'legacy' | 'modern';
      readonly protocolVersion: string;
      /** What it calls itself. */
      readonly title: string;
      readonly version: string;
      readonly instructions: string;
    }
  /** It failed, and is started again at `retryAt`, in ms since the epoch. */
  | { readonly kind: 'retrying'; readonly retryAt: number; readonly error: ParleyError }
  | { readonly kind: 'stopped'; readonly error: ParleyError }
  /** It wants the person to sign in (OAuth). */
  | { readonly kind: 'sign_in' };

/** What a tool says of itself. Nobody has checked it. */
export interface ToolHints {
  readonly isReadOnly: boolean;
  readonly isDestructive: boolean;
  readonly reachesInternet: boolean;
}

/** What is allowed without asking. */
export type ToolPermission = 'ask' | 'always' | 'never';

/** A tool as the person sees it. */
export interface ToolView {
  readonly key: string;
  /** Its own name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly hints: ToolHints;
  /** An estimate of what its definition costs in each request; tokens. */
  readonly tokens: number;
  readonly permission: ToolPermission;
  /** Why models are not offered it. */
  readonly problem?: 'needs_tasks' | 'too_large' | 'bad_schema' | 'refused_by_provider';
}

/** Tools that belong together. */
export interface ToolSourceView {
  /** One of {@link builtInSources}, or the id of a server. */
  readonly id: string;
  readonly kind: 'built_in' | 'server';
  /** Of a server; built-in sources are named at the edge. */
  readonly name: string;
  readonly state: ToolServerState;
  readonly tools: readonly ToolView[];
  /** Its read-only tools run without asking. */
  readonly allowsReadOnly: boolean;
  /** `web` cannot search until a search engine is set up. */
  readonly needsSetup?: boolean;
}

/** The search engine that is set up. */
export interface WebSearchView {
  readonly engine: SearchEngine | null;
  /** The address of a SearXNG. */
  readonly url: string;
  /** Engines whose key is kept. */
  readonly keys: readonly SearchEngine[];
  /** Private hosts that pages may be read from. */
  readonly allowedHosts: readonly string[];
}

/** All about tools but what one conversation uses. */
export interface ToolsView {
  readonly sources: readonly ToolSourceView[];
  readonly servers: readonly ToolServer[];
  /** Names of fields whose secret is kept, by the id of the server. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  readonly search: WebSearchView;
}

/** What the person says to a call that waits. */
export const toolDecisionSchema = z.enum([
  'once',
  'conversation',
  'always',
  'always_read_only',
  'never',
  'deny',
]);
export type ToolDecision = z.infer<typeof toolDecisionSchema>;

/** Why a call waits for the person. */
export type AskReason =
  | { readonly kind: 'not_allowed_yet' }
  /** It was allowed, and what the server says of it has changed since. Texts to compare. */
  | { readonly kind: 'changed'; readonly before: string; readonly after: string }
  /** An address that neither the person nor a search result has named. */
  | { readonly kind: 'unknown_address'; readonly url: string }
  /** A host on this machine or the local network. */
  | { readonly kind: 'private_address'; readonly host: string };

/** A call that waits for the person. */
export interface PendingCall {
  readonly callId: string;
  readonly key: string;
  readonly source: string;
  /** Of the server; '' for built-in sources. */
  readonly sourceName: string;
  readonly title: string;
  readonly hints: ToolHints;
  /** JSON as the model wrote it. */
  readonly arguments: string;
  readonly reason: AskReason;
}

/** The calls of an answer that wait for the person, in one card. */
export interface PendingApproval {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly calls: readonly PendingCall[];
}

/** Something that is allowed or forbidden for good. */
export interface ToolPermissionView {
  readonly id: string;
  readonly key: string;
  readonly sourceName: string;
  readonly title: string;
  readonly kind: 'always' | 'always_read_only' | 'never' | 'host';
  /** ISO 8601, UTC. */
  readonly since: string;
  /** What it was given for has changed or is gone: it counts for nothing now. */
  readonly isStale: boolean;
}
