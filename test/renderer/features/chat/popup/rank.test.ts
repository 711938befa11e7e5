import { describe, expect, it } from 'vitest';
import { rankItems } from '../../../../../src/renderer/features/chat/popup/rank.ts';

const item = (label: string, name = label, detail = '') => ({ id: name, label, name, detail });
const ranked = (labels: readonly string[], query: string): readonly string[] =>
  rankItems(
    labels.map((label) => item(label)),
    query,
  ).map((each) => each.item.label);

describe('the order of items', () => {
  it('is theirs without a query', () => {
    expect(ranked(['b', 'a'], '')).toEqual(['b', 'a']);
  });

  it('begins with the closest match', () => {
    const labels = [
      'Go to the cellar',
      'sabretooth',
      'A great ale',
      'Team Management',
      'management',
      'Manage',
    ];
    expect(ranked(labels, 'manage')).toEqual(['Manage', 'management', 'Team Management']);
    expect(ranked(labels, 'TM')).toEqual(['Team Management']);
    expect(ranked(['abc', 'a-b-c', 'xabc'], 'abc')).toEqual(['abc', 'xabc', 'a-b-c']);
  });

  it('has only beginnings of words where nothing else may match', () => {
    const names = (query: string): readonly string[] =>
      rankItems([item('Delete this conversation', 'delete')], query, 'words').map(
        ({ item: { name } }) => name,
      );
    expect(names('del')).toEqual(['delete']);
    expect(names('conv')).toEqual(['delete']);
    for (const path of ['etc', 'dtc', 'ete', 'ersation']) expect(names(path)).toEqual([]);
  });

  it('folds case and accents, and finds any script', () => {
    expect(ranked(['Résumé', 'other'], 'resume')).toEqual(['Résumé']);
    expect(ranked(['翻译文本', '其他'], '翻译')).toEqual(['翻译文本']);
    expect(ranked(['Launch \u{1F680}', 'other'], '\u{1F680}')).toEqual(['Launch \u{1F680}']);
  });

  it('finds names as well, and descriptions last', () => {
    const items = [item('One', 'x', 'translate it'), item('Two', 'translate'), item('Three')];
    expect(rankItems(items, 'translate').map(({ item: { label } }) => label)).toEqual([
      'Two',
      'One',
    ]);
  });

  it('does not find letters that are scattered all over a text', () => {
    expect(ranked(['summarise the conversation in a few words'], 'stoifw')).toEqual([]);
    expect(ranked(['translate'], 'tsle')).toEqual(['translate']);
  });

  it('takes work in proportion to the text', () => {
    const long = 'a'.repeat(400);
    const items = Array.from({ length: 2000 }, (_, at) => item(`${long}${at}`, long, long));
    expect(rankItems(items, `${'a'.repeat(99)}b`)).toEqual([]);
  });
});
