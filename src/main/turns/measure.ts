import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { CutPrompt } from '../../shared/model/context/meter.ts';
import type { MessageDetails } from '../../shared/model/message/details.ts';
import type { SentRequest } from '../wire/protocol.ts';

/** Measures the requests of one turn. */
export interface Measure {
  /** Passes on the steps of one request, and notes when they come. */
  readonly watch: (
    ask: (onSent: (request: SentRequest) => void) => AsyncIterable<ChatStep>,
  ) => AsyncGenerator<ChatStep, void, undefined>;
  /** Notes whether the server has left out a part of the last request. */
  readonly cut: (cut: CutPrompt | null) => void;
  /** The details so far; the same object until something changes. Undefined if there are none. */
  readonly details: () => MessageDetails | undefined;
}

/** The longest parameters to keep with an answer, as JSON (UTF-16 code units). */
const longestParameters = 20_000;

/** True for the first sign of the answer itself. */
function isToken({ kind }: ChatStep): boolean {
  return kind === 'delta' || kind === 'reasoning' || kind === 'tool' || kind === 'picture';
}

function isLast({ kind }: ChatStep): boolean {
  return kind === 'finished' || kind === 'failed' || kind === 'stopped';
}

/** Only fields with a value that is short enough to be kept. */
function kept(parameters: SentRequest['parameters']): SentRequest['parameters'] {
  const isShort = JSON.stringify(parameters).length <= longestParameters;
  if (isShort) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => typeof value !== 'object'),
  );
}

/** Continues the details of an answer that may have some; `now` is in ms. */
export function createMeasure(
  before: MessageDetails | undefined,
  now: () => number = () => performance.now(),
): Measure {
  let details = before;
  const whole = (ms: number): number => Math.max(0, Math.round(ms));

  const onSent = ({ parameters, requestId }: SentRequest): void => {
    const { parameters: _parameters, requestId: _requestId, ...times } = details ?? {};
    details = {
      ...times,
      ...(Object.keys(parameters).length === 0 ? {} : { parameters: kept(parameters) }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  };

  return {
    details: () => details,
    cut(cut) {
      if (cut === null && details?.cut === undefined) return;
      const { cut: _before, ...rest } = details ?? {};
      details = cut === null ? rest : { ...rest, cut };
    },
    async *watch(ask) {
      const askedAt = now();
      let firstAt: number | null = null;
      const streamedBefore = details?.streamingMs ?? 0;
      for await (const step of ask(onSent)) {
        if (firstAt === null && isToken(step)) {
          firstAt = now();
          details = { ...details, firstTokenMs: details?.firstTokenMs ?? whole(firstAt - askedAt) };
        }
        if (firstAt !== null && isLast(step)) {
          details = { ...details, streamingMs: streamedBefore + whole(now() - firstAt) };
        }
        yield step;
      }
    },
  };
}
