import type { ApiOutcome, ApiRequest } from '../../shared/api.ts';

/** How many requests are remembered. */
const mostRemembered = 50;
/** How often the windows are told at most, in ms. */
const tellEveryMs = 200;

/** A request that is remembered while it runs and for a while after. */
export interface Entry {
  readonly note: (known: Partial<Pick<ApiRequest, 'client' | 'model' | 'tokens'>>) => void;
  /** Only the first end counts. */
  readonly end: (status: number, outcome: ApiOutcome) => void;
}

/** The requests of late, without a word of what they said. */
export interface Recent {
  list(): readonly ApiRequest[];
  begin(endpoint: string): Entry;
}

/** Makes the list; `onChange` is called at most five times a second. */
export function createRecent(onChange: () => void): Recent {
  let requests: readonly ApiRequest[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, tellEveryMs).unref();
  };

  return {
    list: () => requests,
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
      };
      requests = [first, ...requests].slice(0, mostRemembered);
      tell();
      let ended = false;
      const change = (known: Partial<ApiRequest>): void => {
        requests = requests.map((each) => (each.number === number ? { ...each, ...known } : each));
        tell();
      };
      return {
        note: change,
        end(status, outcome) {
          if (ended) return;
          ended = true;
          change({ status, outcome, durationMs: Math.round(performance.now() - begun) });
        },
      };
    },
  };
}
