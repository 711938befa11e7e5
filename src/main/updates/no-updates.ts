import type { NoUpdates } from '../../shared/model/updates/updates.ts';
import type { UpdateService } from './service.ts';

/** The updates of a Parley that others update, or nobody. Nothing is loaded and no request leaves. */
export function noUpdates(why: NoUpdates): UpdateService {
  const nothing = (): void => undefined;
  return {
    handlers: {
      'updates.view': () => ({ kind: 'never', why }),
      'updates.setAutomatic': nothing,
      'updates.check': nothing,
      'updates.download': nothing,
      'updates.pause': nothing,
      'updates.later': nothing,
      'updates.skip': nothing,
      'updates.restart': nothing,
    },
    start: () => nothing,
    beforeExit: () => Promise.resolve(),
  };
}
