import type { Step, StepsBehaviour, StreamMaker } from './behaviour.ts';
import type { Chunk, WireUsage } from './chunk.ts';
import type { Framing } from './framing.ts';

/**
 * A stream controlled by the test. Text written before the request arrives is queued. Each promise
 * resolves to true once the step was handed to the socket, or to false if the stream ended first;
 * there is no need to await it.
 */
export interface Live {
  readonly write: (text: string) => Promise<boolean>;
  readonly reason: (text: string) => Promise<boolean>;
  readonly chunk: (chunk: Chunk) => Promise<boolean>;
  readonly step: (step: Step) => Promise<boolean>;
  /** Sends the finish reason, the usage if requested, [DONE] and the end. */
  readonly finish: (reason?: string, usage?: WireUsage) => Promise<boolean>;
  /** Ends without a finish reason, either cleanly or by breaking the connection. */
  readonly end: (how: 'clean' | 'hang-up' | 'reset') => Promise<boolean>;
}

interface Order {
  readonly steps: (make: StreamMaker) => readonly Step[];
  readonly settle: (sent: boolean) => void;
}

/** Makes a live stream and the behaviour that plays it (for one request only). */
export function createLive(framing: Partial<Framing> = {}): {
  readonly live: Live;
  readonly behaviour: StepsBehaviour;
} {
  const orders: Order[] = [];
  let over = false;
  let wake: () => void = () => undefined;
  let tokens = 0;

  const order = (steps: Order['steps']): Promise<boolean> =>
    new Promise((settle) => {
      if (over) {
        settle(false);
        return;
      }
      orders.push({ steps, settle });
      wake();
    });

  async function* play(make: StreamMaker): AsyncGenerator<Step> {
    try {
      for (;;) {
        const next = orders[0];
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        for (const step of next.steps(make)) {
          if (step.kind === 'end') next.settle(true);
          yield step;
        }
        orders.shift();
        next.settle(true);
      }
    } finally {
      over = true;
      for (const left of orders.splice(0)) left.settle(false);
    }
  }

  const live: Live = {
    write(text) {
      tokens += 1;
      return order((make) => [make.text(text)]);
    },
    reason(text) {
      tokens += 1;
      return order((make) => [{ kind: 'chunk', chunk: make.chunk({ reasoning_content: text }) }]);
    },
    chunk: (chunk) => order(() => [{ kind: 'chunk', chunk }]),
    step: (step) => order(() => [step]),
    finish: (reason = 'stop', usage) =>
      order((make) => {
        const counts = usage ?? make.usage(tokens);
        const usageStep: readonly Step[] = make.usageAsked
          ? [{ kind: 'chunk', chunk: make.usageChunk(counts) }]
          : [];
        return [
          { kind: 'chunk', chunk: make.chunk({}, reason) },
          ...usageStep,
          { kind: 'done' },
          { kind: 'end', how: 'clean' },
        ];
      }),
    end: (how) => order(() => [{ kind: 'end', how }]),
  };
  return { live, behaviour: { kind: 'steps', framing, steps: play } };
}
