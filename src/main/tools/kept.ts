import type { MonthlyUsage } from '../../shared/model/library.ts';
import type { SearchEngine, ToolServer } from '../../shared/model/tools.ts';

/** A tool at the time of the person's decision. */
export interface PinnedTool {
  /** The tool's own name, without its source. */
  readonly name: string;
  readonly title: string;
  /** SHA-256 of `definition`. */
  readonly hash: string;
  /** The whole definition at that time, so that a change can be shown. */
  readonly definition: string;
}

/** An assistant, with its name at that time. */
export interface NamedAssistant {
  readonly id: string;
  readonly name: string;
}

/** A permanent decision of the person. */
export interface KeptPermission {
  readonly id: string;
  readonly source: string;
  /** The server's name; '' for a built-in source. */
  readonly sourceName: string;
  /**
   * The identity of the source at that time, a hash of what the server runs; '' for a built-in
   * source.
   */
  readonly identity: string;
  readonly kind: 'always' | 'always_with_assistant' | 'always_read_only' | 'never';
  /** Set for `always_with_assistant`: the permission counts for answers of this assistant only. */
  readonly assistant?: NamedAssistant | undefined;
  /** One tool; for `always_read_only`, the tools that called themselves read-only at that time. */
  readonly tools: readonly PinnedTool[];
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** A host on this machine or the local network from which pages may be read. */
export interface AllowedHost {
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** All stored data about tools, except secrets. */
export interface KeptTools {
  readonly servers: readonly ToolServer[];
  readonly permissions: readonly KeptPermission[];
  readonly search: { readonly engine: SearchEngine | null; readonly url: string };
  readonly allowedHosts: readonly AllowedHost[];
  /** What answers of models to servers took. They are in no conversation. */
  readonly modelUsage: readonly MonthlyUsage[];
}

/** Storage of {@link KeptTools}. */
export interface ToolsFilePort {
  read(): KeptTools;
  /**
   * Resolves once the change is on disk. Throws an ExpectedError (`storage`) if nothing was
   * changed.
   */
  update(change: (before: KeptTools) => KeptTools): Promise<void>;
  /**
   * Takes in what another process has written, such as a permission that was revoked in the window.
   * Never rejects.
   */
  catchUp(): Promise<void>;
  /** Calls the listener after every change. Returns a function that unsubscribes it. */
  subscribe(listener: () => void): () => void;
}
