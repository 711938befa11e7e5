import type { SearchEngine, ToolServer } from '../../shared/model/tools.ts';

/** A tool as it was when the person decided on it. */
export interface PinnedTool {
  /** Its own name. */
  readonly name: string;
  readonly title: string;
  /** SHA-256 of `definition`. */
  readonly hash: string;
  /** Its whole definition then, so that a change can be shown. */
  readonly definition: string;
}

/** What the person decided for good. */
export interface KeptPermission {
  readonly id: string;
  readonly source: string;
  /** Of the server; '' for a part of Parley. */
  readonly sourceName: string;
  /** What the source was then: a hash of what the server runs; '' for a part of Parley. */
  readonly identity: string;
  readonly kind: 'always' | 'always_read_only' | 'never';
  /** One tool; for `always_read_only`, those that called themselves read-only then. */
  readonly tools: readonly PinnedTool[];
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** A host on this machine or the local network that pages may be read from. */
export interface AllowedHost {
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** All that is kept of tools, but secrets. */
export interface KeptTools {
  readonly servers: readonly ToolServer[];
  readonly permissions: readonly KeptPermission[];
  readonly search: { readonly engine: SearchEngine | null; readonly url: string };
  readonly allowedHosts: readonly AllowedHost[];
}

/** Where that is kept. */
export interface ToolsFilePort {
  read(): KeptTools;
  /** Resolves when the change is on the disk. Throws an ExpectedError (`storage`), and then nothing has changed. */
  update(change: (before: KeptTools) => KeptTools): Promise<void>;
  /** Hears of every change. Returns the undo. */
  subscribe(listener: () => void): () => void;
}
