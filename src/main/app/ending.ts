/** The steps of quitting; see `finishBeforeQuit`. */
export interface Ending {
  /** Whether anything would be lost if the program ended now. */
  isBusy(): boolean;
  /** Writes everything to disk and closes the rooms. */
  finish(): Promise<void>;
  /** Writes what changed while the windows closed. */
  settle(): Promise<void>;
  /** Installs an update, if that is why Parley quits. */
  install(): Promise<void>;
}

/** The rooms that take part in quitting. */
export interface EndingRooms {
  readonly turns: { streaming(): readonly unknown[]; keepAll(): void };
  readonly store: { status(): { readonly kind: string }; flush(): Promise<void> };
  readonly api: { stop(): Promise<void> };
  readonly jobs: { stop(): Promise<void> };
  readonly confined: { stop(): void };
  readonly backups: { beforeExit(): Promise<void> };
  readonly updates: { beforeExit(): Promise<void> };
  readonly library: { close(): Promise<void> };
  readonly tools: { close(): Promise<void> };
  readonly draggedFiles: { clear(): Promise<void> };
  /** Stops what begins by itself: automatic backups, looking for updates. */
  readonly stop: readonly (() => void)[];
  /** Resolves when no file is half written any more. */
  readonly allDone: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Creates the quit steps for open rooms. */
export function endingOf(rooms: EndingRooms): Ending {
  const { turns, store, report } = rooms;
  return {
    isBusy: () => turns.streaming().length > 0 || store.status().kind === 'unsaved',
    async finish() {
      for (const stop of rooms.stop) stop();
      rooms.confined.stop();
      // A running export leaves nothing behind; an import keeps what it has added.
      const jobsEnded = rooms.jobs.stop();
      // Save what has arrived before telling other programs that the API is closing.
      turns.keepAll();
      await Promise.all([
        store.flush(),
        rooms.api.stop().catch(report),
        jobsEnded.catch(report),
        rooms.tools.close().catch(report),
        rooms.draggedFiles.clear().catch(report),
      ]);
      turns.keepAll();
      await store
        .flush()
        .then(() => rooms.backups.beforeExit())
        .finally(() => rooms.library.close());
    },
    async settle() {
      await store.flush();
      await rooms.allDone();
    },
    install: () => rooms.updates.beforeExit(),
  };
}
