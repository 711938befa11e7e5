import type { Compaction, Room, RoomWay, WhenFull } from '../model/context/room.ts';

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

const messages = (count: number): string =>
  count === 1 ? '1 message' : `${count.toLocaleString()} messages`;

/** The label of a button that makes room. `then`: the next action, such as "send". */
export function roomActionWords(way: RoomWay, then?: string): string {
  const words = { compact: 'Summarise the beginning', drop: 'Leave out the oldest' }[way];
  return then === undefined ? words : `${words} and ${then}`;
}

/** Says what making room changes. */
export function roomWords(way: RoomWay, room: Room): string {
  const tokens = compact.format(room.tokens);
  switch (way) {
    case 'compact':
      return `A summary stands for ${messages(room.messages)}, about ${tokens} tokens.`;
    case 'drop':
      return `${messages(room.messages)}, about ${tokens} tokens, are no longer sent.`;
  }
}

/** The labels of the options for a full context. */
export const whenFullWords: Readonly<Record<WhenFull, string>> = {
  ask: 'Ask me',
  compact: 'Summarise the beginning',
  drop: 'Leave out the oldest messages',
};

/** Says that a summary is being written. */
export function compactionWords({ messages: count, part, parts }: Compaction): string {
  if (count === 0) return 'Making room…';
  const words = `Summarising ${messages(count)}`;
  return parts > 1 ? `${words}, part ${String(part)} of ${String(parts)}` : words;
}
