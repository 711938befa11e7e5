import type { Id } from '../../shared/model/conversation.ts';
import type { ToolChoice } from '../../shared/model/tools.ts';
import { instructionsNote } from './for-model.ts';
import type { Tool, ToolSource } from './ports.ts';
import type { Servers } from './servers.ts';
import type { SourceTools } from './tool-table.ts';

/** The longest text that a server may add to the system prompt, in UTF-16 code units. */
const longestInstructions = 8000;

/** The sources of all conversations and their known tools. */
export interface Sources {
  /**
   * Returns the sources that a conversation uses, with their tools; starts servers. Rejects when
   * `signal` is aborted.
   */
  of(choice: ToolChoice, signal: AbortSignal): Promise<readonly SourceTools[]>;
  /** Returns all sources with the tools known so far; enabled servers begin to start. */
  all(): Promise<readonly SourceTools[]>;
  /**
   * Returns a tool as last listed; undefined if its source has not been asked yet, null if it does
   * not exist.
   */
  known(source: string, name: string): Tool | null | undefined;
  /** Returns a source that has been used; null if there is none. */
  find(source: string): ToolSource | null;
  identity(source: string): string | null;
  /** Lists the tools of a running source again. */
  refresh(source: string): Promise<void>;
  /** Returns the servers' instructions for the system prompt. */
  instructions(sources: readonly SourceTools[]): string;
}

/** Dependencies of the sources. */
export interface SourcesOptions {
  /** Built-in sources, in the order in which they are sent to models. */
  readonly builtIn: readonly ToolSource[];
  readonly servers: Servers;
  /** Called when a server has listed its tools. */
  readonly onChange: (source: string) => void;
  readonly report: (error: unknown) => void;
}

/** Creates the sources. */
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
      // A source that breaks its contract affects no other.
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
