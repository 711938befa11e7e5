import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';

type Step<K extends SignInStep['kind']> = Extract<SignInStep, { kind: K }>;

/** How long the person may take for one question, in ms. */
const questionMs = 10 * 60_000;

/** The questions of one running sign-in to the person. */
export class Asking {
  readonly #abort = new AbortController();
  readonly #onChange: () => void;
  #shown: SignInView = { kind: 'looking' };
  #take: ((step: SignInStep) => void) | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get view(): SignInView {
    return this.#shown;
  }

  readonly show = (view: SignInView): void => {
    this.#shown = view;
    this.#onChange();
  };

  /** Takes a step of the person; one that was not asked for does nothing. */
  take(step: SignInStep): void {
    this.#take?.(step);
  }

  /** Shows a question and waits for its step. Rejects when the sign-in is cancelled. */
  async ask<K extends SignInStep['kind']>(view: SignInView, kind: K): Promise<Step<K>> {
    const { promise, resolve, reject } = Promise.withResolvers<Step<K>>();
    const { signal } = this;
    const isWanted = (step: SignInStep): step is Step<K> => step.kind === kind;
    this.#take = (step) => {
      if (isWanted(step)) resolve(step);
    };
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const tooLong = setTimeout(() => this.cancel(), questionMs);
    this.show(view);
    try {
      signal.throwIfAborted();
      return await promise;
    } finally {
      clearTimeout(tooLong);
      this.#take = null;
      signal.removeEventListener('abort', onAbort);
    }
  }

  cancel(): void {
    this.#abort.abort(new Error('The sign-in was cancelled.'));
  }
}
