/** The pieces of a stream, in the groups in which their bytes come over the wire. */
export interface Arrivals {
  /** Called when more bytes are asked for: what came before has been read. */
  readonly wanted: () => void;
  /** Called when bytes have come. */
  readonly came: () => void;
  /**
   * Reads a stream. Pieces made of the same bytes are one group, passed on as soon as it is
   * complete. Until `hasBegun`, each piece is passed on alone, so that the first waits for no other.
   * While nobody takes a group, nothing is read of the next bytes.
   */
  readonly groups: <T>(
    stream: AsyncIterable<T>,
    hasBegun: () => boolean,
  ) => AsyncGenerator<readonly T[], void, undefined>;
}

/** The most pieces that are read before somebody takes them. */
const largestGroup = 1024;

/** A wait that others end. */
function createWait() {
  let end: () => void = () => undefined;
  return {
    begin: () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    end: () => end(),
  };
}

/**
 * Creates the arrivals of one stream. In a burst, a packet holds hundreds of pieces, and each of them alone
 * would pass through every generator between the wire and the answer.
 */
export function createArrivals(): Arrivals {
  let isWanted = false;
  let pass: () => void = () => undefined;

  async function* groups<T>(stream: AsyncIterable<T>, hasBegun: () => boolean) {
    const taking = createWait();
    const room = createWait();
    const state = { isComplete: false, hasEnded: false, isLeft: false };
    let group: T[] = [];
    const complete = (): void => {
      state.isComplete = true;
      taking.end();
    };
    pass = () => {
      if (group.length > 0) complete();
    };

    const read = async (): Promise<void> => {
      for await (const piece of stream) {
        if (state.isLeft) return;
        group.push(piece);
        const isFull = group.length === largestGroup;
        // A stream that reads ahead may still have pieces of what came before.
        if (isWanted || isFull || !hasBegun()) complete();
        if (isFull || (state.isComplete && !isWanted)) await room.begin();
      }
    };
    const reading = read().finally(() => {
      state.hasEnded = true;
      complete();
    });
    // A consumer that has left hears of no failure.
    reading.catch(() => undefined);
    try {
      for (;;) {
        if (!state.isComplete) await taking.begin();
        state.isComplete = state.hasEnded;
        const taken = group;
        group = [];
        room.end();
        if (taken.length > 0) yield taken;
        else if (state.hasEnded) break;
      }
    } finally {
      state.isLeft = true;
      room.end();
    }
    await reading;
  }

  return {
    wanted() {
      isWanted = true;
      pass();
    },
    came() {
      isWanted = false;
    },
    groups,
  };
}
