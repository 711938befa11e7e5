import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { formatSeconds } from '../../shared/words/duration-words.ts';
import { callWords } from '../../shared/words/tool-words.ts';
import type { CallPart } from '../turns/calls/tool-runner.ts';
import type { CallNews } from './reader.ts';
import type { Screen } from './screen.ts';

/** The longest excerpt of a failure (UTF-16 code units). */
const longestFailure = 300;

/** How often the elapsed time is updated (ms). */
const everyMs = 1000;

interface Running {
  readonly call: CallPart;
  /** In ms of `performance.now()`. */
  readonly since: number;
  readonly progress: string;
}

/** Tells of the calls of an answer, a line for each. */
export interface CallTeller {
  readonly onCall: (call: CallPart, news: CallNews) => void;
  /** Removes what is shown of calls that are running. */
  readonly end: () => void;
}

function onOneLine(text: string): string {
  return visibleText(withoutIsolates(text).replaceAll(/\s+/gu, ' ').trim());
}

function wordsOf(call: CallPart): string {
  const { name, tool, state, edited } = call;
  const given = edited ?? call.arguments;
  return onOneLine(callWords({ name, tool, state, waits: false, given }));
}

/** A call, and how long it has been running if that is worth telling. */
function withTime(call: string, since: number): string {
  const seconds = Math.floor((performance.now() - since) / 1000);
  return seconds === 0 ? call : t('terminal.call.time', { call, time: formatSeconds(seconds) });
}

function failureWords(call: CallPart, said: string): string {
  const text = onOneLine(said);
  const shown = text.length > longestFailure ? `${text.slice(0, longestFailure)}…` : text;
  const sentence = /[.!?…]$/u.test(shown) ? shown : `${shown}.`;
  return sentences(
    t('terminal.call.failed', { call: wordsOf(call), reason: sentence }),
    call.tool?.server === '' ? '' : t('terminal.call.server_state', { command: '/tools' }),
  );
}

/** Options of {@link createCallTeller}. */
export interface CallTellerOptions {
  readonly screen: Screen;
  /** Called with a call that was denied because nobody could be asked; null if a person can be. */
  readonly onUnasked: ((words: string) => void) | null;
}

/** Creates the teller of one answer. */
export function createCallTeller({ screen, onUnasked }: CallTellerOptions): CallTeller {
  const running = new Map<string, Running>();
  let timer: NodeJS.Timeout | null = null;

  function show(): void {
    const [first, ...more] = running.values();
    if (first === undefined) {
      screen.status(null);
      return;
    }
    const { progress, since } = first;
    const one = wordsOf(first.call);
    const calls =
      more.length === 0 ? one : t('terminal.call.more', { call: one, count: more.length });
    const doing = progress === '' ? calls : t('terminal.call.progress', { call: calls, progress });
    screen.status(`${withTime(doing, since)} …`);
  }

  function settle(call: CallPart, said: string): void {
    const since = running.get(call.callId)?.since ?? performance.now();
    running.delete(call.callId);
    if (call.state === 'failed') screen.note(failureWords(call, said), 'problem');
    else if (call.state === 'denied') {
      screen.note(t('terminal.call.denied', { call: wordsOf(call) }));
      onUnasked?.(wordsOf(call));
    } else screen.note(withTime(wordsOf(call), since));
    show();
  }

  function update(): void {
    if (timer === null && running.size > 0) timer = setInterval(show, everyMs);
    if (timer !== null && running.size === 0) {
      clearInterval(timer);
      timer = null;
    }
  }

  function begin(call: CallPart): void {
    const since = running.get(call.callId)?.since ?? performance.now();
    running.set(call.callId, { call, since, progress: '' });
    show();
  }

  return {
    onCall(call, news) {
      const known = running.get(call.callId);
      switch (news.kind) {
        case 'state':
          if (call.state === 'running') begin(call);
          break;
        case 'progress': {
          const { message, done, total } = news.progress;
          const count = total === null ? '' : t('find.place', { at: done, count: total });
          const progress = onOneLine(message === '' ? count : message);
          if (known !== undefined) running.set(call.callId, { ...known, progress });
          show();
          break;
        }
        case 'result':
          settle(call, news.text);
      }
      update();
    },
    end() {
      running.clear();
      update();
      screen.status(null);
    },
  };
}
