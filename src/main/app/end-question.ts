import { ExpectedError } from '../../shared/expected.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { EndAnswer } from '../../shared/words/temporary/marks.ts';

/** Dependencies of {@link createEndQuestion}. */
export interface EndQuestionOptions {
  /** The temporary conversations in which something was said or typed. */
  readonly unkept: () => readonly Id[];
  /** Writes a temporary conversation to disk. Throws an ExpectedError. */
  readonly keep: (id: Id) => Promise<void>;
  readonly ask: (conversations: number) => Promise<EndAnswer>;
  readonly tellNotKept: (reason: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Asks whether Parley may end now. Null if there is nothing to ask; otherwise resolves to true if it
 * may. Never rejects.
 */
export type EndQuestion = () => Promise<boolean> | null;

/** Creates the question about temporary conversations. About each of them it is asked only once. */
export function createEndQuestion(options: EndQuestionOptions): EndQuestion {
  const { unkept, keep, ask, tellNotKept, report } = options;
  const agreed = new Set<Id>();
  let asking: Promise<boolean> | null = null;

  async function answer(ids: readonly Id[]): Promise<boolean> {
    switch (await ask(ids.length)) {
      case 'cancel':
        return false;
      case 'end':
        for (const id of ids) agreed.add(id);
        return true;
      case 'keep':
        for (const id of ids) await keep(id);
        return true;
    }
  }

  return () => {
    if (asking !== null) return asking;
    const ids = unkept().filter((id) => !agreed.has(id));
    if (ids.length === 0) return null;
    asking = answer(ids)
      .catch((error: unknown) => {
        if (error instanceof ExpectedError) tellNotKept(error.message);
        else report(error);
        return false;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
}
