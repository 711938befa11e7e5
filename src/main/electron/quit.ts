/** How long quitting waits for the last writes (ms); a hanging disk must not block it. */
const patienceMs = 5000;

/** An event whose default action can be prevented. */
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

/** The part of a window that reports the end of a session (Windows). */
export interface EndingWindow {
  on(event: 'query-session-end' | 'session-end', listener: (event: Preventable) => void): unknown;
}

/** The sources of quit signals, and the work to do before quitting. */
export interface QuitOptions {
  readonly app: QuittingApp;
  /**
   * Electron's `powerMonitor`, which reports a system shutdown (Linux, macOS). Its type omits the
   * event.
   */
  readonly power: {
    on(event: 'shutdown', listener: (event?: Preventable) => void): unknown;
  };
  /** The process. */
  readonly signals: { on(signal: NodeJS.Signals, listener: () => void): unknown };
  /** Writes everything to disk and closes; called once. A rejection is reported. */
  readonly finish: () => Promise<void>;
  /**
   * The very last step, called once. Writes what changed while the windows closed, such as the last
   * window's position, and resolves when nothing is half written any more.
   */
  readonly settle: () => Promise<void>;
  /**
   * The last step, which has no deadline: installs an update. Skipped if the step before it did not
   * end in time.
   */
  readonly last: () => Promise<void>;
  /**
   * Asks the person before quitting; null if there is nothing to ask. Quitting goes on if it
   * resolves to true. Signals, shutdowns and the end of a session ask nothing. Never rejects.
   */
  readonly ask: () => Promise<boolean> | null;
  /** Whether anything would be lost if the program ended now. */
  readonly isBusy: () => boolean;
  readonly report: (error: unknown) => void;
}

/**
 * Makes the last writes happen before the program ends, whichever way it ends: quitting, the end of
 * a session, a shutdown, SIGTERM, SIGINT or SIGHUP. Even if several of these coincide, the work is
 * done once. Each of its two steps, before and after the windows close, takes at most five seconds;
 * what comes last has no limit.
 */
export function finishBeforeQuit(options: QuitOptions): void {
  const { app, power, signals, finish, settle, isBusy, report } = options;
  let isFinished = false;
  let isSettled = false;
  let work: Promise<void> | null = null;

  /** Whether the step ended in time. */
  async function inTime(step: () => Promise<void>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    const ended = step().then(
      () => true,
      (error: unknown) => {
        report(error);
        return true;
      },
    );
    const isInTime = await Promise.race([ended, patience]);
    clearTimeout(timer);
    return isInTime;
  }

  async function finishInTime(): Promise<void> {
    await inTime(finish);
    isFinished = true;
    app.quit();
  }

  async function settleInTime(): Promise<void> {
    if (await inTime(settle)) await options.last().catch(report);
    isSettled = true;
    app.quit();
  }
  const begin = (): void => {
    work ??= finishInTime();
  };

  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    const asked = work === null ? options.ask() : null;
    if (asked === null) begin();
    else void asked.then((mayQuit) => mayQuit && begin());
  });
  let settling: Promise<void> | null = null;
  app.on('will-quit', (event) => {
    if (isSettled) return;
    event.preventDefault();
    settling ??= settleInTime();
  });
  app.on('browser-window-created', (_event, window) => {
    window.on('query-session-end', (event) => {
      // The person may still cancel, and Windows shows who blocks the shutdown. So only block it if
      // something would be lost.
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
