import { t } from '../language/translate.ts';
import type { Compaction, Room, RoomWay, WhenFull } from '../model/context/room.ts';

/** What follows once there is room. */
export type AfterRoom = 'send' | 'continue' | 'try_again';

/** The label of a button that makes room. `then`: what follows by the same button. */
export function roomActionWords(way: RoomWay, then?: AfterRoom): string {
  return then === undefined ? t(`room.action.${way}`) : t(`room.action.${way}.${then}`);
}

/** Says what making room changes. */
export function roomWords(way: RoomWay, { messages, tokens }: Room): string {
  return t(`room.effect.${way}`, { messages, tokens });
}

/** The label of an option for a full context. */
export function whenFullWords(option: WhenFull): string {
  return t(`room.when_full.${option}`);
}

/** Says that a summary is being written. */
export function compactionWords({ messages, part, parts }: Compaction): string {
  if (messages === 0) return t('room.compacting.begins');
  return parts > 1
    ? t('room.compacting.part', { messages, part, parts })
    : t('room.compacting', { messages });
}
