import type { ToolDefinition } from '../../../src/main/wire/protocol.ts';
import type {
  CallPart,
  ToolOutcome,
  ToolRunner,
} from '../../../src/main/turns/calls/tool-runner.ts';

/** What a scripted tool does with a call. */
export interface Script {
  /** Default: approved at once. `waits`: undecided until the turn is stopped. */
  readonly approval?: 'approved' | 'denied' | 'waits';
  /**
   * Default: text that repeats the arguments. `hangs`: until the turn is stopped. `breaks`: the
   * runner throws.
   */
  readonly outcome?: ToolOutcome | 'hangs' | 'breaks';
}

const echo: ToolDefinition = {
  name: 'echo',
  description: 'Says what it is given.',
  inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
};

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('Stopped'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Tools that follow the script for each call, and record what ran. */
export function scriptedTools(
  scriptFor: (call: CallPart) => Script = () => ({}),
): ToolRunner & { readonly asked: string[]; readonly ran: string[] } {
  const asked: string[] = [];
  const ran: string[] = [];
  return {
    asked,
    ran,
    definitions: () => [echo],
    instructions: '',
    check: ({ name }) =>
      Promise.resolve(
        name === 'echo'
          ? { kind: 'sound', tool: { key: 'test/echo', server: 'Test', title: 'Echo' } }
          : { kind: 'refused', text: `There is no tool ${name}.` },
      ),
    async approve(call, signal) {
      asked.push(call.callId);
      const { approval = 'approved' } = scriptFor(call);
      return approval === 'waits' ? never(signal) : { kind: approval };
    },
    async run(call, signal) {
      ran.push(call.callId);
      const { outcome } = scriptFor(call);
      if (outcome === 'hangs') return never(signal);
      if (outcome === 'breaks') throw new Error('The runner is broken');
      const text = `echo ${call.arguments}`;
      return outcome ?? { content: [{ kind: 'text', text }], isError: false };
    },
    sources: () => Promise.resolve([]),
  };
}
