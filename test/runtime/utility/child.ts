// Runs in a utility process of the stand-in: sets up `process.parentPort`, then loads the named
// module.
import { EventEmitter } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

enableCompileCache(join(import.meta.dirname, '..', '..', '..', '.cache', 'compiled'));

/** As in Electron, messages wait for the first listener. */
class ParentPort extends EventEmitter {
  #waiting: unknown[] = [];

  constructor() {
    super();
    process.on('message', (data) => {
      if (this.listenerCount('message') > 0) this.emit('message', { data, ports: [] });
      else this.#waiting.push(data);
    });
    this.on('newListener', (name) => {
      if (name !== 'message') return;
      const waiting = this.#waiting;
      this.#waiting = [];
      process.nextTick(() => {
        for (const data of waiting) this.emit('message', { data, ports: [] });
      });
    });
  }

  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

const [runtime = '', , modulePath = '', ...args] = process.argv;
Object.defineProperties(process, {
  parentPort: { value: new ParentPort() },
  type: { value: 'utility' },
});
process.argv = [runtime, modulePath, ...args];

// Electron's utility processes end when main is gone, even in the middle of work.
process.on('disconnect', () => process.exit());
const watch = `const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
new Worker(watch, { eval: true }).unref();

await import(pathToFileURL(modulePath).href);
