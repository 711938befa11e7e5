import type { Id } from '../../shared/model/conversation.ts';
import type { ToolChoice } from '../../shared/model/tools.ts';
import { instructionsNote } from './for-model.ts';
import type { Tool, ToolSource } from './ports.ts';
import type { Servers } from './servers.ts';
import type { SourceTools } from './tool-table.ts';

/** Longest text that a server may add to the system prompt; UTF-16 code units. */
const longestInstructions = 8000;

/** The sources of all conversations, and what is known of their tools. */
export interface Sources {
  /** The sources that a conversation uses, with their tools; servers start. Rejects when `signal` is aborted. */
  of(choice: ToolChoice, signal: AbortSignal): Promise<readonly SourceTools[]>;
  /** All sources with the tools that are known by now; enabled servers begin to start. */
  all(): Promise<readonly SourceTools[]>;
  /** A tool as it was last listed; undefined: its source has not been asked yet, null: it is not there. */
  known(source: string, name: string): Tool | null | undefined;
  /** A source that has been used; null for none. */
  find(source: string): ToolSource | null;
  identity(source: string): string | null;
  /** Asks a running source for its tools anew. */
  refresh(source: string): Promise<void>;
  /** What servers say for the system prompt. */
  instructions(sources: readonly SourceTools[]): string;
}

/** Dependencies of the sources. */
export interface SourcesOptions {
  /** Parley's own, in the order in which models get them. */
  readonly builtIn: readonly ToolSource[];
  readonly servers: Servers;
  /** The tools of a server have come. */
  readonly onChange: (source: string) => void;
  readonly report: (error: unknown) => void;
}

/** Makes the list of sources. */
export function createSources(options: SourcesOptions): Sources {
  const { builtIn, servers, report } = options;
  const known = new Map<Id, readonly Tool[]>();
  const seen = new Map<Id, ToolSource>();

  const identity = (source: string): string | null =>
    builtIn.some(({ id }) => id === source) ? '' : servers.identity(source);

  async function list(): Promise<readonly ToolSource[]> {
    const all = [...builtIn, ...(await servers.sources())];
    for (const source of all) seen.set(source.id, source);
    return all;
  }

  async function toolsOf(source: ToolSource, signal: AbortSignal): Promise<readonly Tool[]> {
    try {
      const tools = await source.tools(signal);
      known.set(source.id, tools);
      return tools;
    } catch (error) {
      signal.throwIfAborted();
      // A source that breaks its word takes nothing with it but itself.
      report(error);
      known.set(source.id, []);
      return [];
    }
  }

  const withTools = (source: ToolSource, tools: readonly Tool[]): SourceTools => ({
    source,
    identity: identity(source.id) ?? '',
    tools,
  });

  return {
    async of({ on }, signal) {
      const wanted = (await list()).filter(({ id }) => on.includes(id));
      return Promise.all(
        wanted.map(async (source) => withTools(source, await toolsOf(source, signal))),
      );
    },
    async all() {
      const never = new AbortController().signal;
      const all = await list();
      return Promise.all(
        all.map(async (source) => {
          if (source.kind === 'built_in') return withTools(source, await toolsOf(source, never));
          if (!known.has(source.id)) {
            void toolsOf(source, never).then(() => options.onChange(source.id));
          }
          return withTools(source, known.get(source.id) ?? []);
        }),
      );
    },
    known(source, name) {
      const tools = known.get(source);
      if (tools === undefined) return undefined;
      return tools.find((tool) => tool.name === name) ?? null;
    },
    find: (source) => seen.get(source) ?? null,
    async refresh(id) {
      const source = seen.get(id);
      if (source?.state().kind !== 'ready') return;
      await toolsOf(source, new AbortController().signal);
    },
    identity,
    instructions(sources) {
      const using = servers.list().filter(({ usesInstructions }) => usesInstructions);
      const texts = sources.flatMap(({ source }) => {
        if (!using.some(({ id }) => id === source.id)) return [];
        const text = source.instructions().trim().slice(0, longestInstructions);
        return text === '' ? [] : [instructionsNote(source.name, text)];
      });
      return texts.join('\n\n');
    },
  };
}
