import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { app } from './app.ts';
import { watchProcess } from './process-metrics.ts';

type Stdio = 'pipe' | 'ignore' | 'inherit';

interface ForkOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  readonly stdio?: Stdio | readonly Stdio[];
  readonly serviceName?: string;
}

const child = join(import.meta.dirname, 'utility', 'child.ts');

/** Standard input is always ignored, as in Electron. */
function outputs(stdio: ForkOptions['stdio'] = 'inherit'): readonly [Stdio, Stdio] {
  if (typeof stdio === 'string') return [stdio, stdio];
  const [input = 'ignore', output = 'inherit', errors = 'inherit'] = stdio;
  if (input !== 'ignore') {
    throw new TypeError('stdin value other than ignore is not supported.');
  }
  return [output, errors];
}

/** Electron's `UtilityProcess`: Node's `fork`, and `process.parentPort` in the child. */
class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  stdout: NodeJS.ReadableStream | null;
  stderr: NodeJS.ReadableStream | null;
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const { serviceName = 'Node Utility Process', execArgv = [], cwd } = options;
    this.#child = fork(child, [modulePath, ...args], {
      execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
      env: options.env ?? process.env,
      ...(cwd === undefined ? {} : { cwd }),
      serialization: 'advanced',
      stdio: ['ignore', ...outputs(options.stdio), 'ipc'],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    const { pid } = this.#child;
    const unwatch = pid === undefined ? () => undefined : watchProcess(pid, serviceName);
    this.#child.once('spawn', () => {
      this.pid = pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', () => undefined);
    this.#child.once('exit', (code, signal) => {
      unwatch();
      // V8 aborts when its heap is full.
      if (signal === 'SIGABRT') this.emit('error', 'FatalError', 'V8', '');
      this.pid = undefined;
      this.stdout = null;
      this.stderr = null;
      // For a process ended by a signal, `waitpid` returns the signal's number.
      this.emit('exit', code ?? signals[signal ?? 'SIGTERM'] ?? 1);
    });
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('The stand-in has no MessagePortMain to transfer');
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    return this.pid !== undefined && this.#child.kill('SIGTERM');
  }
}

const signals: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** Electron's `utilityProcess`. */
export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return new UtilityProcess(modulePath, args, options);
  },
};
