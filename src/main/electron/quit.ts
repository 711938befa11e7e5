/** How long the end waits for the last writes, in ms; a disk that hangs must not keep the program. */
const patienceMs = 5000;

/** An event that may be told to wait. */
interface Preventable {
  preventDefault(): void;
}

/** The part of Electron's `app` that quitting needs. */
export interface QuittingApp {
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  on(
    event: 'browser-window-created',
    listener: (event: Preventable, window: EndingWindow) => void,
  ): unknown;
  on(event: 'will-quit', listener: (event: Preventable) => void): unknown;
  quit(): void;
}

/** The part of a window that hears of the end of a session (Windows). */
export interface EndingWindow {
  on(event: 'query-session-end' | 'session-end', listener: (event: Preventable) => void): unknown;
}

/** What the end of the program is heard from, and what is to be done before it. */
export interface QuitOptions {
  readonly app: QuittingApp;
  /** Electron's `powerMonitor`: the system shuts down (Linux, macOS). Its type leaves the event out. */
  readonly power: {
    on(event: 'shutdown', listener: (event?: Preventable) => void): unknown;
  };
  /** The process. */
  readonly signals: { on(signal: NodeJS.Signals, listener: () => void): unknown };
  /** Brings everything to the disk and closes; called once. What it rejects with is reported. */
  readonly finish: () => Promise<void>;
  /**
   * Brings to the disk what came while the windows closed, such as the place of the last one, and resolves
   * when nothing is half written any more. The last step of all; called once.
   */
  readonly settle: () => Promise<void>;
  /** Whether something would be missing if the program ended this moment. */
  readonly isBusy: () => boolean;
  readonly report: (error: unknown) => void;
}

/**
 * Whichever way the program ends, the last writes come first: quitting, the end of a session, a shutdown,
 * SIGTERM, SIGINT and SIGHUP. However many of these come together, the work is done once, and none waits
 * for either of its two steps, before the windows close and after, longer than five seconds.
 */
export function finishBeforeQuit(options: QuitOptions): void {
  const { app, power, signals, finish, settle, isBusy, report } = options;
  let isFinished = false;
  let isSettled = false;
  let work: Promise<void> | null = null;

  async function inTime(step: () => Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([step().catch(report), patience]);
    clearTimeout(timer);
  }

  async function finishInTime(): Promise<void> {
    await inTime(finish);
    isFinished = true;
    app.quit();
  }

  async function settleInTime(): Promise<void> {
    await inTime(settle);
    isSettled = true;
    app.quit();
  }
  const begin = (): void => {
    work ??= finishInTime();
  };

  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    begin();
  });
  let settling: Promise<void> | null = null;
  app.on('will-quit', (event) => {
    if (isSettled) return;
    event.preventDefault();
    settling ??= settleInTime();
  });
  app.on('browser-window-created', (_event, window) => {
    window.on('query-session-end', (event) => {
      // The person may still call it off; and Windows shows who keeps it waiting. Only for what would be lost.
      if (isFinished || !isBusy()) return;
      event.preventDefault();
      begin();
    });
    window.on('session-end', begin);
  });
  power.on('shutdown', (event) => {
    if (isFinished) return;
    event?.preventDefault();
    begin();
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) signals.on(signal, begin);
}
