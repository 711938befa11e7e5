/** What is called when Parley ends; see `finishBeforeQuit`. */
export interface Ending {
  /** Whether something would be missing if the program ended this moment. */
  isBusy(): boolean;
  /** Brings everything to the disk and closes the rooms. */
  finish(): Promise<void>;
  /** Brings to the disk what came while the windows closed. */
  settle(): Promise<void>;
}

/** The rooms, as far as the end concerns them. */
export interface EndingRooms {
  readonly turns: { streaming(): readonly unknown[]; keepAll(): void };
  readonly store: { status(): { readonly kind: string }; flush(): Promise<void> };
  readonly api: { stop(): Promise<void> };
  readonly jobs: { stop(): Promise<void> };
  readonly confined: { stop(): void };
  readonly backups: { beforeExit(): Promise<void> };
  readonly library: { close(): Promise<void> };
  /** Ends the automatic backups. */
  readonly stopBackups: () => void;
  /** Resolves when no file is half written any more. */
  readonly allDone: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Makes the end of rooms that are open. */
export function endingOf(rooms: EndingRooms): Ending {
  const { turns, store, report } = rooms;
  return {
    isBusy: () => turns.streaming().length > 0 || store.status().kind === 'unsaved',
    async finish() {
      rooms.stopBackups();
      rooms.confined.stop();
      // An export under way leaves nothing; an import keeps what it has brought in.
      const jobsEnded = rooms.jobs.stop();
      // What there is now does not wait for programs to be told that the API closes.
      turns.keepAll();
      await Promise.all([store.flush(), rooms.api.stop().catch(report), jobsEnded.catch(report)]);
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
  };
}
