/**
 * Facts that help to find a fault and say nothing of the person: no text, name, address, path or
 * key.
 */
import { arch, release, type } from 'node:os';
import type { StorageStatus } from '../../../shared/contract/index.ts';
import type { Notice } from '../../../shared/model/news.ts';
import type { ReadOnlyLibrary } from '../../../shared/model/versions/read-only-library.ts';

/** What {@link diagnostics} tells of. */
export interface DiagnosedFacts {
  readonly version: string;
  readonly versions: Readonly<Partial<Record<string, string>>>;
  readonly conversations: number;
  readonly streaming: number;
  /** The kinds of the servers. */
  readonly providers: readonly string[];
  readonly keyStorage: string;
  readonly storage: StorageStatus;
  readonly readOnly: ReadOnlyLibrary | null;
  readonly notices: readonly Notice[];
  readonly switches: Readonly<Record<string, boolean | string>>;
  readonly language: string;
  readonly memoryBytes: number;
  readonly uptimeSeconds: number;
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} × ${String(count)}`).join(', ') || 'none';
}

function storageText(storage: StorageStatus): string {
  if (storage.kind === 'saved') return 'saved';
  return `unsaved: ${storage.reason.code}, ${String(storage.conversationIds.length)} conversations`;
}

/** The facts as lines, for a report of a fault. Each value is a number, a version or one of our words. */
export function diagnostics(facts: DiagnosedFacts): string {
  const { versions, switches } = facts;
  const lines: readonly (readonly [string, string])[] = [
    ['Parley', facts.version],
    ['Electron', versions['electron'] ?? 'none'],
    ['Chromium', versions['chrome'] ?? 'none'],
    ['Node', versions['node'] ?? 'none'],
    ['System', `${type()} ${release()} ${arch()}`],
    ['Language', facts.language],
    ['Package', process.env['APPIMAGE'] === undefined ? 'installed' : 'AppImage'],
    ['Up for', `${String(Math.round(facts.uptimeSeconds))} s`],
    ['Memory of main', `${String(Math.round(facts.memoryBytes / 1e6))} MB`],
    ['Conversations', String(facts.conversations)],
    ['Answers under way', String(facts.streaming)],
    ['Providers', counted(facts.providers)],
    ['Key storage', facts.keyStorage],
    ['Saving', storageText(facts.storage)],
    ['Library', facts.readOnly === null ? 'open' : `read-only: ${facts.readOnly.why.kind}`],
    ['News', counted(facts.notices.map(({ news }) => news.kind))],
    ...Object.entries(switches).map(([name, value]) => [name, String(value)] as const),
  ];
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}
