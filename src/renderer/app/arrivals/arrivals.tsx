import { useEffect, useState } from 'react';
import type { Arrival } from '../../../shared/model/arrival/arrival.ts';
import { useController } from '../../client/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { Toast } from '../../ui/toast.tsx';

/** A sentence about something from outside. */
export interface ArrivalNews {
  readonly text: string;
  /** Goes where it leads; null if it leads nowhere. */
  readonly open: (() => void) | null;
}

/** Props of {@link Arrivals}. */
export interface ArrivalsProps {
  /** Subscribes to arrivals; returns an unsubscribe function. */
  readonly onArrival: (listener: (arrival: Arrival) => void) => () => void;
  readonly showSidebar: () => void;
  /** Leaves the list, where it covers the conversation. */
  readonly leave: () => void;
}

/** Takes arrivals, and says what there is to say about them. */
export function Arrivals({ onArrival, showSidebar, leave }: ArrivalsProps) {
  const controller = useController();
  const [news, setNews] = useState<ArrivalNews | null>(null);
  useEffect(
    () =>
      onArrival((arrival) => {
        void import('./take-arrival.ts').then(({ takeArrival }) =>
          takeArrival({ controller, showSidebar, leave, say: setNews }, arrival),
        );
      }),
    [onArrival, controller, showSidebar, leave],
  );
  if (news === null) return null;
  const { text, open } = news;
  const dismiss = (): void => setNews(null);
  return (
    <Toast
      key={text}
      // A question stays until it is answered.
      duration={open === null ? undefined : null}
      action={
        open !== null && (
          <Button
            size="small"
            onClick={() => {
              dismiss();
              open();
            }}
          >
            Open
          </Button>
        )
      }
      onDismiss={dismiss}
    >
      {text}
    </Toast>
  );
}
