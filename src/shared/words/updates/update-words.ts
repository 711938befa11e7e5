import { t } from '../../language/translate.ts';
import type { NoUpdates, UpdateState } from '../../model/updates/updates.ts';

/** Says who updates a Parley that does not update itself. */
export function noUpdatesWords(why: NoUpdates, version: string): string {
  return t(`updates.never.${why}`, { version });
}

/** Says where the update of this Parley, of `version`, stands. */
export function updateWords(state: UpdateState, version: string): string {
  switch (state.kind) {
    case 'idle':
      return state.checkedAt === null
        ? t('updates.state.not_checked', { version })
        : t('updates.state.newest', { version, at: state.checkedAt });
    case 'checking':
      return t('updates.state.checking');
    case 'available':
      return t('updates.state.available', {
        version: state.offer.version,
        megabytes: Math.ceil(state.offer.bytes / 1_000_000),
      });
    case 'downloading':
    case 'paused':
    case 'ready':
    case 'restarting':
      return t(`updates.state.${state.kind}`, { version: state.offer.version });
    case 'failed':
      return t('updates.state.failed', { version });
  }
}
