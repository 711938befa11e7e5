import type { ReadConfiguration, ToolLogLine } from '../../shared/contract/index.ts';
import type { ToolProgress } from '../../shared/model/chat-event.ts';
import type {
  AttachmentPart,
  CalledTool,
  Conversation,
  ResultContent,
} from '../../shared/model/conversation.ts';
import type {
  AskReason,
  SearchEngine,
  ToolHints,
  ToolServer,
  ToolServerState,
} from '../../shared/model/tools.ts';

/** A tool as a source offers it. */
export interface Tool {
  /** Its own name, as its source takes it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** What it says of its results, if anything. */
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly hints: ToolHints;
  /** The whole definition as it came, in one stable form: what an approval is pinned to. */
  readonly definition: string;
  /** It can only run as a task, which Parley does not do. */
  readonly needsTasks?: boolean;
  /** It cannot be offered to models; everything but its name is made up. */
  readonly problem?: 'too_large' | 'bad_schema';
  /** Of a part of Parley: it needs no permission, and only {@link ToolSource.askBefore} may ask. */
  readonly needsNoPermission?: boolean;
}

/** What a tool gave back. */
export interface ToolOutput {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}

/** What surrounds a call. */
export interface CallContext {
  readonly conversationId: string;
  /** The person's Stop. A call that it ends rejects with the reason of the signal. */
  readonly signal: AbortSignal;
  /**
   * What the person was asked before this call and has allowed; null if nothing was asked. A private host
   * may be reached only if this names it, or it is among the hosts that are allowed for good.
   */
  readonly allowed: AskReason | null;
  /** May be called at any rate; the windows hear of it a few times a second. */
  readonly onProgress: (progress: ToolProgress) => void;
}

/** Why a call has to be asked for, whatever is allowed; null: nothing more than the permissions say. */
export type AskBefore = (
  name: string,
  args: Readonly<Record<string, unknown>>,
  context: { readonly conversationId: string },
) => Promise<AskReason | null>;

/**
 * Where tools come from: a part of Parley, or a server. Making one costs nothing; what is heavy is loaded
 * by the first `tools` or `call`.
 */
export interface ToolSource {
  readonly id: string;
  readonly kind: 'built_in' | 'server';
  /** Of a server; '' for a part of Parley. */
  readonly name: string;
  state(): ToolServerState;
  /** Starts what has to run; resolves with the tools, or with none when it cannot run. Never rejects. */
  tools(signal: AbortSignal): Promise<readonly Tool[]>;
  /** Text for the system prompt; ''. */
  instructions(): string;
  /** Runs a call. A failure of the tool is an output with `isError`; an unexpected one rejects. */
  call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<ToolOutput>;
  readonly askBefore?: AskBefore;
  /** Cannot do all it offers until the person has set something up. */
  readonly needsSetup?: () => boolean;
}

/** The tool of a call, as the part of an answer names it. */
export function calledTool(source: ToolSource, tool: Tool): CalledTool {
  return { key: `${source.id}/${tool.name}`, server: source.name, title: tool.title };
}

/** Keeps what tools give back besides text, and reads what belongs to conversations. */
export interface FilesPort {
  /** Keeps the bytes; an image is one by its bytes, whatever `mediaType` says. Throws Node's error. */
  keep(
    bytes: Uint8Array,
    named: { readonly name: string; readonly mediaType: string },
  ): Promise<AttachmentPart>;
  /** The text of an attachment, or null where there is none to read. */
  readText(part: AttachmentPart): Promise<string | null>;
}

/** How the web may be searched and read, as the person set it up. */
export interface WebSettingsPort {
  search(): { readonly engine: SearchEngine | null; readonly url: string };
  /** The key of an engine; null if none is kept. Throws an ExpectedError if it cannot be decrypted. */
  key(engine: SearchEngine): Promise<string | null>;
  /** Private hosts that pages may be read from, with their port where it is not the usual one. */
  allowedHosts(): readonly string[];
}

/** What sources are made with. */
export interface SourceSurroundings {
  readonly files: FilesPort;
  readonly web: WebSettingsPort;
  /** The conversation as it is now, with the answer that grows. Throws an ExpectedError if it is gone. */
  readonly conversation: (id: string) => Promise<Conversation>;
  readonly report: (error: unknown) => void;
}

/** Makes a source of Parley's own. */
export type MakeSource = (surroundings: SourceSurroundings) => ToolSource;

/** What servers are run with. */
export interface ServersSurroundings extends Pick<SourceSurroundings, 'files' | 'report'> {
  /**
   * The secret values of a server's fields, by the field's name. Throws an ExpectedError with the next step
   * if one is missing, cannot be decrypted, or was given for another command or address.
   */
  readonly secretsOf: (server: ToolServer) => Promise<Readonly<Record<string, string>>>;
  /** What a server's sign-in needs to keep, encrypted, such as tokens; it goes when the server is removed. */
  readonly vaultOf: (serverId: string) => Vault;
  /** The state or the tools of a server have changed. */
  readonly onChange: (serverId: string) => void;
}

/** A text that is kept encrypted. */
export interface Vault {
  /** null: nothing is kept, or it cannot be decrypted. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

/** Runs servers of tools. The service keeps what they are; this keeps them running. */
export interface ServersPort {
  /**
   * Takes a server as it is set up now, new or changed. A running one is stopped if what it runs, its fields
   * or their secrets have changed, or it is switched off; it starts again by {@link ToolSource.tools}.
   * Resolves when what had to be stopped has ended; does not wait for a start. Never rejects.
   */
  apply(server: ToolServer, haveSecretsChanged: boolean): Promise<void>;
  /** The source of a server that was applied. The same object until {@link remove}; `tools` starts it if it is enabled. */
  source(serverId: string): ToolSource;
  /** Stops a server and forgets it. Never rejects. */
  remove(serverId: string): Promise<void>;
  /** Stops a server and starts it anew, whatever its state; resolves when it has stopped. Never rejects. */
  restart(serverId: string): Promise<void>;
  log(serverId: string): readonly ToolLogLine[];
  readConfiguration(text: string): ReadConfiguration;
  /** Ends all servers at a time, whole; for quitting. Never rejects. */
  close(): Promise<void>;
}

/** Makes the port; called once, when the first server is needed. */
export type OpenServers = (surroundings: ServersSurroundings) => Promise<ServersPort>;

/** Keys and other secrets, encrypted by the system; the store's own fits. */
export interface ToolSecretsPort {
  /** `origin`: what the secret was given for. */
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
