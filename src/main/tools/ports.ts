import type { ReadConfiguration, ToolLogLine } from '../../shared/contract/index.ts';
import type { ToolProgress } from '../../shared/model/chat-event.ts';
import type {
  AttachmentPart,
  CalledTool,
  Conversation,
  ResultContent,
} from '../../shared/model/conversation.ts';
import type { SignInStep, SignInView } from '../../shared/model/tools/sign-in.ts';
import type {
  AskReason,
  SearchEngine,
  ToolHints,
  ToolServer,
  ToolServerState,
} from '../../shared/model/tools.ts';
import type { ServerOffers } from './offers/ports.ts';

/** A tool as a source offers it. */
export interface Tool {
  /** The tool's own name, as its source expects it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The JSON Schema of its arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** The JSON Schema of its results, if declared. */
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly hints: ToolHints;
  /** The whole definition as received, in a stable form. Approvals are pinned to it. */
  readonly definition: string;
  /** The tool can only run as a task, which Parley does not support. */
  readonly needsTasks?: boolean;
  /** The tool cannot be offered to models. Everything but its name is a placeholder. */
  readonly problem?: 'too_large' | 'bad_schema';
  /**
   * Set for built-in tools that need no permission. Only {@link ToolSource.askBefore} may require
   * one.
   */
  readonly needsNoPermission?: boolean;
}

/** The result of a tool. */
export interface ToolOutput {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}

/** The context of a call. */
export interface CallContext {
  readonly conversationId: string;
  /** Aborted by the person's Stop. An aborted call rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /**
   * The reason for which the person was asked and allowed this call; null if nothing was asked. A
   * private host may be reached only if this names it or it is permanently allowed.
   */
  readonly allowed: AskReason | null;
  /** May be called at any rate; windows are updated a few times a second. */
  readonly onProgress: (progress: ToolProgress) => void;
  /** Returns how many tokens of the result fit into the next request. */
  readonly room: () => Promise<number>;
}

/** Returns why a call needs approval despite all permissions; null if the permissions suffice. */
export type AskBefore = (
  name: string,
  args: Readonly<Record<string, unknown>>,
  context: { readonly conversationId: string },
) => Promise<AskReason | null>;

/**
 * A source of tools: a built-in part or a server. Creating one is cheap; heavy code is loaded by
 * the first `tools` or `call`.
 */
export interface ToolSource {
  readonly id: string;
  readonly kind: 'built_in' | 'server';
  /** The server's name; '' for a built-in source. */
  readonly name: string;
  state(): ToolServerState;
  /**
   * Starts the server if necessary and resolves with the tools; with none if it cannot run. Never
   * rejects.
   */
  tools(signal: AbortSignal): Promise<readonly Tool[]>;
  /** Text for the system prompt; '' if there is none. */
  instructions(): string;
  /**
   * Runs a call. A failure of the tool is an output with `isError`; an unexpected error rejects.
   */
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<ToolOutput>;
  readonly askBefore?: AskBefore;
  /** Returns whether some tools are unavailable until the person has set something up. */
  readonly needsSetup?: () => boolean;
  /** The sign-in to a server; null if the server has never asked for one. */
  readonly signIn?: () => SignInView | null;
}

/** Describes a called tool for the part of an answer. */
export function calledTool(source: ToolSource, tool: Tool): CalledTool {
  return { key: `${source.id}/${tool.name}`, server: source.name, title: tool.title };
}

/** Stores the files that tools return and reads attachments of conversations. */
export interface FilesPort {
  /**
   * Stores the bytes for a conversation. Images are recognised by their bytes, whatever `mediaType`
   * says. Throws Node's error.
   */
  keep(
    bytes: Uint8Array,
    named: { readonly name: string; readonly mediaType: string },
    conversationId: string,
  ): Promise<AttachmentPart>;
  /** Returns the text of an attachment; null if it has none. */
  readText(part: AttachmentPart): Promise<string | null>;
}

/** The person's settings for searching and reading the web. */
export interface WebSettingsPort {
  search(): { readonly engine: SearchEngine | null; readonly url: string };
  /**
   * Returns the key of an engine; null if none is stored. Throws an ExpectedError if it cannot be
   * decrypted.
   */
  key(engine: SearchEngine): Promise<string | null>;
  /** Private hosts from which pages may be read, with the port unless it is the default. */
  allowedHosts(): readonly string[];
}

/** Dependencies of the sources. */
export interface SourceSurroundings {
  readonly files: FilesPort;
  readonly web: WebSettingsPort;
  /**
   * Returns the current conversation, including the answer that is being written. Throws an
   * ExpectedError if it is gone.
   */
  readonly conversation: (id: string) => Promise<Conversation>;
  readonly report: (error: unknown) => void;
}

/** Creates a built-in source. */
export type MakeSource = (surroundings: SourceSurroundings) => ToolSource;

/** Dependencies of the servers. */
export interface ServersSurroundings extends Pick<SourceSurroundings, 'files' | 'report'> {
  /**
   * Returns the secret values of a server's fields by field name. Throws an ExpectedError that says
   * what to do if one is missing, cannot be decrypted or was entered for another command or
   * address.
   */
  readonly secretsOf: (server: ToolServer) => Promise<Readonly<Record<string, string>>>;
  /**
   * Stores what a server's sign-in requires, such as tokens, encrypted and bound to the server's
   * address. It is deleted with the server.
   */
  readonly vaultOf: (server: ToolServer) => Vault;
  /** Called when the state or the tools of a server have changed. */
  readonly onChange: (serverId: string) => void;
}

/** An encrypted text. */
export interface Vault {
  /** Returns null if nothing is stored for this address or it cannot be decrypted. */
  read(): Promise<string | null>;
  /** Throws an ExpectedError (`storage`) if it cannot be stored encrypted. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Runs tool servers. The service stores their settings; this port keeps them running. */
export interface ServersPort {
  /**
   * Applies the settings of a new or changed server. Stops a running server if what it runs, its
   * fields or their secrets have changed, or if it is disabled; {@link ToolSource.tools} starts it
   * again. Resolves once the server has stopped; does not wait for a start. Never rejects.
   */
  apply(server: ToolServer, haveSecretsChanged: boolean): Promise<void>;
  /**
   * Returns the source of an applied server, the same object until {@link remove}. Its `tools`
   * starts the server if it is enabled.
   */
  source(serverId: string): ToolSource;
  /** Stops and removes a server. Never rejects. */
  remove(serverId: string): Promise<void>;
  /** Restarts a server in any state; resolves once it has stopped. Never rejects. */
  restart(serverId: string): Promise<void>;
  /** Returns the prompts and resources of an applied server. */
  offers(serverId: string): ServerOffers;
  /** Takes a step of a sign-in. Resolves before the sign-in ends; never rejects. */
  signIn(serverId: string, step: SignInStep): Promise<void>;
  log(serverId: string): readonly ToolLogLine[];
  readConfiguration(text: string): ReadConfiguration;
  /** Stops all servers and their processes in parallel, before Parley quits. Never rejects. */
  close(): Promise<void>;
}

/** Opens the port; called once, when the first server is needed. */
export type OpenServers = (surroundings: ServersSurroundings) => Promise<ServersPort>;

/** Keys and other secrets, encrypted by the system. The store implements it. */
export interface ToolSecretsPort {
  /** `origin` is the command or address that the secret was entered for. */
  status(id: string): { readonly origin: string } | null;
  read(
    id: string,
  ): Promise<
    | { readonly kind: 'key'; readonly key: string; readonly origin: string }
    | { readonly kind: 'none' | 'unreadable' }
  >;
  /** Throws an ExpectedError (`storage`). */
  write(id: string, key: string, origin: string): Promise<void>;
  remove(id: string): Promise<void>;
  storage(): Promise<{
    readonly storage: 'strong' | 'weak' | 'unavailable';
    readonly name: string;
  }>;
}
