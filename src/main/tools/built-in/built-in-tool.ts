import type { BuiltInSource, ToolHints, ToolServerState } from '../../../shared/model/tools.ts';
import type { CallContext, Tool, ToolOutput, ToolSource } from '../ports.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A built-in tool: its description and its implementation. */
export interface BuiltInTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Fields;
  readonly hints?: Partial<ToolHints>;
  readonly needsNoPermission?: boolean;
  readonly run: (args: Fields, context: CallContext) => Promise<ToolOutput> | ToolOutput;
}

const ready: ToolServerState = {
  kind: 'ready',
  era: 'modern',
  protocolVersion: '',
  title: 'Parley',
  version: '',
  instructions: '',
};

function toolOf({ run: _run, hints, ...rest }: BuiltInTool): Tool {
  const whole = { isReadOnly: true, isDestructive: false, reachesInternet: false, ...hints };
  return { ...rest, hints: whole, definition: JSON.stringify({ ...rest, hints: whole }) };
}

/** Creates a text result. */
export function textOutput(text: string, isError = false): ToolOutput {
  return { content: [{ kind: 'text', text }], isError };
}

/** Creates a source of built-in tools. */
export function createBuiltInSource(
  id: BuiltInSource | 'results' | 'search',
  tools: readonly BuiltInTool[],
): ToolSource {
  const offered = tools.map(toolOf);
  return {
    id,
    kind: 'built_in',
    name: '',
    state: () => ready,
    tools: () => Promise.resolve(offered),
    instructions: () => '',
    async call(name, args, context) {
      const tool = tools.find((each) => each.name === name);
      if (tool === undefined) return textOutput(`There is no tool ${name}.`, true);
      return tool.run(args, context);
    },
  };
}

/** Returns a text argument; '' if it is not a text. */
export function textArgument(args: Fields, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}

/** Returns an integer argument; `fallback` if it is not an integer. */
export function wholeNumber(args: Fields, name: string, fallback: number): number {
  const value = args[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : fallback;
}
