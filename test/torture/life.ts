import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { CommandInput, CommandName, CommandOutput } from '../../src/shared/contract/index.ts';
import type { Result } from '../../src/shared/model/errors.ts';
import type { ChildMessage, CommandMessage } from './electron.ts';

/** The outcome of a command; `lost`: the program died before it answered. */
export type Answer<T> = Result<T> | { readonly ok: null };

/** One run of the program, from its start to its end. */
export interface Life {
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Answer<CommandOutput<N>>>;
  /** Sends SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Asks it to quit, as the system does on shutdown; resolves when the process is gone. */
  quit(): Promise<void>;
  readonly isAlive: () => boolean;
  /** Its stderr output: unexpected errors. */
  readonly complaints: () => string;
}

/** Starts the program on a data folder. `onEvent` receives every event of the contract. */
export function startLife(
  bundle: string,
  folder: string,
  onEvent: (name: string, payload: unknown) => void,
): Life {
  const child: ChildProcess = fork(join(import.meta.dirname, 'child.ts'), [bundle], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      PARLEY_USER_DATA: folder,
    },
    execArgv: [],
  });
  let alive = true;
  let number = 0;
  let complaints = '';
  const waiting = new Map<number, (answer: Answer<never>) => void>();
  const gone = new Promise<void>((resolve) => {
    // `close` comes after everything sent before death has been received.
    child.once('close', () => {
      alive = false;
      for (const resolveOne of waiting.values()) resolveOne({ ok: null });
      waiting.clear();
      resolve();
    });
  });
  child.stderr?.on('data', (text: Buffer) => {
    complaints += String(text);
  });
  child.on('error', (error) => {
    complaints += String(error);
  });
  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'event') {
      onEvent(message.channel.replace('parley:event:', ''), message.payload);
      return;
    }
    waiting.get(message.number)?.(message.result as Answer<never>);
    waiting.delete(message.number);
  });
  return {
    command(name, input) {
      if (!alive || !child.connected) return Promise.resolve({ ok: null });
      number += 1;
      const message: CommandMessage = { kind: 'command', number, name, input };
      return new Promise((resolve) => {
        waiting.set(message.number, resolve);
        // It may die at this very moment; then `close` answers.
        child.send(message, () => undefined);
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async quit() {
      child.kill('SIGTERM');
      await gone;
    },
    isAlive: () => alive,
    complaints: () => complaints,
  };
}
