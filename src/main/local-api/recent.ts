import type { ApiContent, ApiOutcome, ApiRequest } from '../../shared/model/api.ts';
import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { SentMessage } from './ask.ts';
import { keepContent, type KeptContent } from './kept-content.ts';

/** How many requests are remembered. */
const maxRemembered = 50;
/** The shortest time between two updates of the windows (ms). */
const tellEveryMs = 200;

/** A request that is remembered while it runs and for a while after. */
export interface Entry {
  readonly note: (known: Partial<Pick<ApiRequest, 'client' | 'model' | 'tokens'>>) => void;
  /** Records the request's messages; dropped immediately unless text is to be kept. */
  readonly asked: (messages: readonly SentMessage[]) => void;
  readonly answered: (step: ChatStep) => void;
  /** Only the first call counts. */
  readonly end: (status: number, outcome: ApiOutcome) => void;
}

/** Recent requests, with their text only if the person wants that. */
export interface Recent {
  list(): readonly ApiRequest[];
  /** Starts or stops keeping text; false also deletes what was kept. */
  keep(keeps: boolean): void;
  keeps(): boolean;
  /** The text of a request; null if it was not kept. */
  content(number: number): ApiContent | null;
  begin(endpoint: string): Entry;
}

/** Creates the list; `onChange` is called at most five times a second. */
export function createRecent(onChange: () => void): Recent {
  let requests: readonly ApiRequest[] = [];
  let count = 0;
  let keeps = false;
  /** By request number. Not part of {@link list}, which is sent to the windows all the time. */
  const kept = new Map<number, KeptContent>();
  let timer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, tellEveryMs).unref();
  };

  return {
    list: () => requests,
    keeps: () => keeps,
    keep(next) {
      keeps = next;
      if (keeps) return;
      kept.clear();
      requests = requests.map((each) => (each.hasContent ? { ...each, hasContent: false } : each));
    },
    content: (number) => kept.get(number)?.read() ?? null,
    begin(endpoint) {
      count += 1;
      const number = count;
      const begun = performance.now();
      const first: ApiRequest = {
        number,
        at: new Date().toISOString(),
        endpoint,
        client: null,
        model: null,
        tokens: null,
        status: 0,
        durationMs: null,
        outcome: { kind: 'running' },
        hasContent: false,
      };
      requests = [first, ...requests].slice(0, maxRemembered);
      for (const old of kept.keys()) if (old <= count - maxRemembered) kept.delete(old);
      tell();
      let ended = false;
      const change = (known: Partial<ApiRequest>): void => {
        requests = requests.map((each) => (each.number === number ? { ...each, ...known } : each));
        tell();
      };
      return {
        note: change,
        asked(messages) {
          if (!keeps || number <= count - maxRemembered) return;
          kept.set(number, keepContent(messages));
          change({ hasContent: true });
        },
        answered: (step) => kept.get(number)?.take(step),
        end(status, outcome) {
          if (ended) return;
          ended = true;
          change({ status, outcome, durationMs: Math.round(performance.now() - begun) });
        },
      };
    },
  };
}
