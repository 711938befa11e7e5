import { describe, expect, it, vi } from 'vitest';
import type {
  ComposerSource,
  SourceItems,
} from '../../../../../src/renderer/features/chat/popup/composer-source.ts';
import { rowsOf } from '../../../../../src/renderer/features/chat/popup/popup-state.ts';
import { createPopupStore } from '../../../../../src/renderer/features/chat/popup/popup-store.ts';
import type { Result } from '../../../../../src/shared/model/errors.ts';

const itemOf = (label: string) => ({ id: label, label, name: label, detail: '' });

/** A request for items that the test answers. */
interface Asked {
  readonly query: string;
  readonly signal: AbortSignal;
  readonly answer: (result: Result<SourceItems>) => void;
}

function sourceOf(id: string, rest: Partial<ComposerSource> = {}) {
  const asked: Asked[] = [];
  const source: ComposerSource = {
    id,
    title: id,
    waiting: '',
    items(query, signal) {
      const { promise, resolve } = Promise.withResolvers<Result<SourceItems>>();
      asked.push({ query, signal, answer: resolve });
      return promise;
    },
    choose: ({ label }) => ({
      kind: 'attach',
      name: label,
      attach: () => Promise.resolve({ ok: true, value: { parts: [], problems: [] } }),
    }),
    ...rest,
  };
  return { source, asked };
}

const listed = (...labels: readonly string[]): Result<SourceItems> => ({
  ok: true,
  value: { items: labels.map(itemOf), isCut: false },
});

describe('the sources of a list', () => {
  it('are asked once, filtered here, and chosen from', async () => {
    const { source, asked } = sourceOf('a');
    const store = createPopupStore(() => Promise.resolve([source]), 'o');
    const stop = store.ask();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    asked[0]?.answer(listed('one', 'two', 'six'));
    await vi.waitFor(() => expect(rowsOf(store.getState())).toHaveLength(2));
    store.type('six');
    expect(asked).toHaveLength(1);
    const [row] = rowsOf(store.getState());
    if (row === undefined) throw new Error('There is no row.');
    expect(store.choose(row)).toMatchObject({ kind: 'attach', name: 'six' });
    stop();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it('are asked for each query if they search; late answers are dropped', async () => {
    const { source, asked } = sourceOf('a', { searches: true });
    const store = createPopupStore(() => Promise.resolve([source]), '');
    store.ask();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    store.type('x');
    store.type('x');
    expect(asked.map(({ query }) => query)).toEqual(['', 'x']);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[1]?.answer(listed('new'));
    asked[0]?.answer(listed('old'));
    await vi.waitFor(() => expect(rowsOf(store.getState())).toHaveLength(1));
    expect(rowsOf(store.getState())[0]?.item.label).toBe('new');
  });

  it('say why they failed, each for itself, and tell nobody who has left', async () => {
    const first = sourceOf('a');
    const second = sourceOf('b');
    const store = createPopupStore(() => Promise.resolve([first.source, second.source]), '');
    const told = vi.fn<() => void>();
    const unsubscribe = store.subscribe(told);
    const stop = store.ask();
    await vi.waitFor(() => expect(second.asked).toHaveLength(1));
    const error = {
      code: 'tool_server_off',
      params: { server: 'a' },
      kind: 'invalid',
      retryable: false,
    } as const;
    first.asked[0]?.answer({ ok: false, error });
    second.asked[0]?.answer(listed('one'));
    await vi.waitFor(() => expect(rowsOf(store.getState())).toHaveLength(1));
    expect(store.getState().sections[0]?.content).toEqual({ kind: 'failed', error });
    expect(told).toHaveBeenCalled();
    unsubscribe();
    stop();
    told.mockClear();
    store.move(1);
    expect(told).not.toHaveBeenCalled();
  });

  it('are not asked once the list has closed', async () => {
    const { source, asked } = sourceOf('a');
    const opened = Promise.withResolvers<readonly ComposerSource[]>();
    const store = createPopupStore(() => opened.promise, '');
    store.ask()();
    opened.resolve([source]);
    await opened.promise;
    await Promise.resolve();
    expect(asked).toEqual([]);
    expect(store.getState().sections).toEqual([]);
  });
});
