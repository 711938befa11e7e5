/** Passed in so that tests own time. */
export interface Timers {
  /** Calls back once after `ms`; returns the function that prevents it. */
  after(ms: number, callback: () => void): () => void;
}

/** The real ones. They do not keep the process alive: whoever quits calls `flush()`. */
export const systemTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
