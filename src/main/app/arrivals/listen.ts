import { registerLinks } from '../../electron/identity/arrivals.ts';
import type { Windows } from '../../electron/windows.ts';
import type { Inbox } from '../../links/inbox.ts';
import { createRouter } from '../../links/router.ts';
import type { Quick } from '../desktop/open-quick.ts';
import type { Rooms } from '../rooms.ts';
import { arrivalPorts } from './ports.ts';

/** Dependencies of {@link listen}. */
export interface ListenOptions {
  readonly inbox: Inbox;
  readonly rooms: Pick<Rooms, 'core' | 'dropped'>;
  readonly windows: Windows;
  readonly quick: Quick;
  readonly report: (error: unknown) => void;
}

/** Takes what the system and other programs ask for, from now on. */
export function listen({ inbox, rooms, windows, quick, report }: ListenOptions): void {
  const route = createRouter(
    arrivalPorts(rooms, (arrival) => windows.deliver(arrival)),
    report,
  );
  inbox.open((wish) => {
    if (wish.kind === 'quick') quick.summon();
    else void route(wish);
  });
  registerLinks();
}
