import type { CalledTool, ResultContent } from '../../shared/model/conversation.ts';
import type { ToolProgress } from '../../shared/model/chat-event.ts';
import type { AskReason, ToolHints, ToolServerState } from '../../shared/model/tools.ts';

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
  readonly onProgress: (progress: ToolProgress) => void;
}

/** Why a call has to be asked for, whatever is allowed; null: nothing more than the permissions say. */
export type AskBefore = (
  name: string,
  args: Readonly<Record<string, unknown>>,
  context: { readonly conversationId: string },
) => Promise<AskReason | null>;

/** Where tools come from: a part of Parley, or a server. */
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
}

/** The tool of a call, as the part of an answer names it. */
export function calledTool(source: ToolSource, tool: Tool): CalledTool {
  return { key: `${source.id}/${tool.name}`, server: source.name, title: tool.title };
}
