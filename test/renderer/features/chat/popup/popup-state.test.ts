import { describe, expect, it } from 'vitest';
import {
  activeRow,
  emptyPopup,
  isShown,
  notesOf,
  reducePopup,
  rowsOf,
  type PopupAction,
  type PopupState,
} from '../../../../../src/renderer/features/chat/popup/popup-state.ts';

const itemsOf = (...labels: readonly string[]) => ({
  items: labels.map((label) => ({ id: label, label, name: label, detail: '' })),
  isCut: false,
});
const source = (id: string, rest: object = {}) => ({
  id,
  title: id.toUpperCase(),
  waiting: `Starting ${id}…`,
  ...rest,
});
const after = (...actions: readonly PopupAction[]): PopupState =>
  actions.reduce(reducePopup, emptyPopup);
const labels = (state: PopupState): readonly string[] =>
  rowsOf(state).map(({ item: { label } }) => label);

const opened: PopupAction = { kind: 'opened', sources: [source('a'), source('b')] };
const arrived = (sourceId: string, ...names: readonly string[]): PopupAction => ({
  kind: 'arrived',
  sourceId,
  items: itemsOf(...names),
});
const typed = (query: string): PopupAction => ({ kind: 'typed', query });
const down: PopupAction = { kind: 'moved', step: 1 };
const up: PopupAction = { kind: 'moved', step: -1 };

describe('the list', () => {
  it('is not shown before there is something to show', () => {
    expect(isShown(emptyPopup)).toBe(false);
    expect(isShown(after({ kind: 'opened', sources: [] }))).toBe(false);
    expect(isShown(after(opened))).toBe(true);
    expect(isShown(after(opened, arrived('a'), arrived('b')))).toBe(false);
  });

  it('has a section for each source, and puts the best match first', () => {
    const all = after(opened, arrived('b', 'beta', 'alphabet'), arrived('a', 'gamma', 'beta max'));
    expect(all.groups.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(labels(all)).toEqual(['gamma', 'beta max', 'beta', 'alphabet']);
    const bet = reducePopup(all, typed('bet'));
    expect(bet.groups.map(({ title }) => title)).toEqual(['B', 'A']);
    expect(labels(bet)).toEqual(['beta', 'alphabet', 'beta max']);
    expect(isShown(reducePopup(bet, typed('nothing')))).toBe(false);
  });

  it('keeps the rows and the one that was reached when its sources are opened anew', () => {
    const state = after(opened, arrived('a', 'one', 'two'), arrived('b', 'three'), down);
    const german: PopupAction = {
      kind: 'opened',
      sources: [source('a', { title: 'DE' }), source('c')],
    };
    const again = reducePopup(state, german);
    expect(again.groups.map(({ title }) => title)).toEqual(['DE']);
    expect(activeRow(again)).toMatchObject({ item: { label: 'two' } });
    expect(labels(reducePopup(again, arrived('a', 'eins', 'two')))).toEqual(['eins', 'two']);
  });

  it('tells two items of the same name apart', () => {
    const state = after(opened, arrived('a', 'same'), arrived('b', 'same'), down);
    expect(activeRow(state)).toMatchObject({ sourceId: 'b' });
  });

  it('keeps the order of a source that searches', () => {
    const searching: PopupAction = { kind: 'opened', sources: [source('a', { searches: true })] };
    const state = after(searching, typed('zz'), arrived('a', 'two', 'one'));
    expect(labels(state)).toEqual(['two', 'one']);
  });

  it('shows a hundred rows and counts the others', () => {
    const names = (start: string): readonly string[] =>
      Array.from({ length: 80 }, (_, at) => `${start}${at}`);
    const state = after(opened, arrived('a', ...names('x')), arrived('b', ...names('y')));
    expect(rowsOf(state)).toHaveLength(100);
    expect(state.hidden).toBe(60);
    expect(reducePopup(state, typed('y79')).hidden).toBe(0);
  });

  it('shows some rows of a source before anything is typed, and all that match afterwards', () => {
    const short: PopupAction = {
      kind: 'opened',
      sources: [source('a', { firstRows: 2, waiting: '' }), source('b')],
    };
    expect(notesOf(after(short)).map(({ sourceId }) => sourceId)).toEqual(['b']);
    const all = after(short, arrived('a', 'x1', 'x2', 'x3'), arrived('b', 'y1', 'y2', 'y3'));
    expect(labels(all)).toEqual(['x1', 'x2', 'y1', 'y2', 'y3']);
    expect(all.hidden).toBe(1);
    expect(labels(reducePopup(all, typed('x')))).toEqual(['x1', 'x2', 'x3']);
  });

  it('hides while an input method composes', () => {
    const state = after(opened, arrived('a', 'one'), { kind: 'composing', isComposing: true });
    expect(isShown(state)).toBe(false);
    const again = reducePopup(state, { kind: 'composing', isComposing: false });
    expect(isShown(again)).toBe(true);
  });

  it('stays the same object when nothing changes', () => {
    const state = after(opened, arrived('a', 'one'), typed('o'));
    expect(reducePopup(state, typed('o'))).toBe(state);
    expect(reducePopup(state, { kind: 'composing', isComposing: false })).toBe(state);
  });
});

describe('the highlighted row', () => {
  const state = after(opened, arrived('a', 'one', 'two'), arrived('b', 'three'));
  const label = (of: PopupState): string | undefined => activeRow(of)?.item.label;

  it('is the first, and moves around', () => {
    expect(label(state)).toBe('one');
    expect(label(reducePopup(state, down))).toBe('two');
    expect(label(reducePopup(state, up))).toBe('three');
    expect(label([down, down, down].reduce(reducePopup, state))).toBe('one');
    expect(activeRow(reducePopup(emptyPopup, down))).toBeNull();
  });

  it('stays where it is when another source arrives, and returns when the query changes', () => {
    const waiting = after(opened, arrived('b', 'three', 'four'), down);
    expect(label(waiting)).toBe('four');
    expect(label(reducePopup(waiting, arrived('a', 'one')))).toBe('four');
    expect(label(reducePopup(waiting, typed('t')))).toBe('three');
  });
});

describe('a line about a source', () => {
  const error = { code: 'tool_server_off', params: { server: 'A' } } as const;

  it('says what is waited for, what failed and what is left out', () => {
    const failed: PopupAction = { kind: 'failed', sourceId: 'a', error };
    const state = after(opened, failed);
    expect(notesOf(state)).toEqual([
      { kind: 'failed', sourceId: 'a', error },
      { kind: 'waiting', sourceId: 'b', text: 'Starting b…' },
    ]);
    const cut: PopupAction = {
      kind: 'arrived',
      sourceId: 'b',
      items: { ...itemsOf('one'), isCut: true },
    };
    expect(notesOf(reducePopup(state, cut))[1]).toMatchObject({
      kind: 'cut',
      text: 'B has more than is listed here.',
    });
  });

  it('is not kept for a word that matches nothing', () => {
    const state = after(opened, arrived('b', 'one'), { kind: 'failed', sourceId: 'a', error });
    expect(notesOf(reducePopup(state, typed('on')))).toHaveLength(1);
    expect(notesOf(reducePopup(state, typed('usr')))).toEqual([]);
    expect(isShown(reducePopup(state, typed('usr')))).toBe(false);
  });

  it('says that there is nothing only where that was asked for', () => {
    const sources = [source('a', { empty: 'A has nothing to attach.' }), source('b')];
    const state = after({ kind: 'opened', sources }, arrived('a'), arrived('b'));
    expect(notesOf(state)).toEqual([
      { kind: 'empty', sourceId: 'a', text: 'A has nothing to attach.' },
    ]);
    expect(isShown(state)).toBe(true);
  });
});
