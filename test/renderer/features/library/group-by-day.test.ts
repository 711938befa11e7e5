import { describe, expect, it } from 'vitest';
import { filterTitles } from '../../../../src/renderer/features/library/list/filter-titles.ts';
import { groupByDay } from '../../../../src/renderer/features/library/list/group-by-day.ts';
import type { ConversationHead } from '../../../../src/shared/model/conversation.ts';

const now = new Date(2026, 10, 23, 9, 30).getTime();

function head(id: string, time: Date, title = id): ConversationHead {
  return {
    id,
    title,
    titledBy: 'model',
    createdAt: time.toISOString(),
    updatedAt: time.toISOString(),
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
  };
}

function lines(...heads: readonly ConversationHead[]): readonly string[] {
  const byId = Object.fromEntries(heads.map((each) => [each.id, each]));
  return groupByDay(Object.keys(byId), byId, now, 'en-GB').map((row) =>
    row.kind === 'heading' ? `# ${row.label}` : row.id,
  );
}

describe('groupByDay', () => {
  it('puts a heading before each run of days', () => {
    expect(
      lines(
        head('future', new Date(2026, 10, 23, 23)),
        head('morning', new Date(2026, 10, 23, 0, 0)),
        head('late', new Date(2026, 10, 22, 23, 59)),
        head('yesterday', new Date(2026, 10, 22, 0, 0)),
        head('two', new Date(2026, 10, 21, 23, 59)),
        head('seven', new Date(2026, 10, 16, 0, 0)),
        head('eight', new Date(2026, 10, 15, 23, 59)),
        head('first', new Date(2026, 10, 1)),
        head('october', new Date(2026, 9, 31, 23, 59)),
        head('last', new Date(2025, 9, 31)),
        head('longer', new Date(2024, 9, 1)),
      ),
    ).toEqual([
      '# Today',
      'future',
      'morning',
      '# Yesterday',
      'late',
      'yesterday',
      '# Previous 7 days',
      'two',
      'seven',
      '# November',
      'eight',
      'first',
      '# October',
      'october',
      '# October 2025',
      'last',
      '# October 2024',
      'longer',
    ]);
  });

  it('agrees, conversation by conversation, with grouping each alone', () => {
    const heads = Array.from({ length: 900 }, (_, index) =>
      head(`c${String(index)}`, new Date(now - index * 11 * 3_600_000)),
    );
    const together = new Map<string, string>();
    let label = '';
    for (const line of lines(...heads)) {
      if (line.startsWith('# ')) label = line;
      else together.set(line, label);
    }
    for (const each of heads) expect(together.get(each.id)).toBe(lines(each)[0]);
  });

  it('has nothing to say about no conversations', () => {
    expect(lines()).toEqual([]);
  });
});

describe('filterTitles', () => {
  it('keeps the order and forgets what is gone', () => {
    const heads = {
      a: head('a', new Date(now), 'Trip to Trieste'),
      b: head('b', new Date(now), 'Boat'),
      c: head('c', new Date(now), 'A trip by boat'),
    };
    expect(filterTitles(['c', 'gone', 'b', 'a'], heads, 'TRIP')).toEqual(['c', 'a']);
    expect(filterTitles(['c', 'b', 'a'], heads, 'boat trip')).toEqual(['c']);
  });
});
