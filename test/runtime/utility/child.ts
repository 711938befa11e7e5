// What runs in a utility process of the stand-in: `process.parentPort`, then the module that was named.
import { EventEmitter } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

enableCompileCache(join(import.meta.dirname, '..', '..', '..', '.cache', 'compiled'));

/** As in Electron, messages wait until somebody listens. */
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

// Electron's utility processes end when main is gone, also in the middle of their work.
process.on('disconnect', () => process.exit());
const watch = `const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
new Worker(watch, { eval: true }).unref();

await import(pathToFileURL(modulePath).href);
