import { useCallback, useEffect, useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import type { Arrival } from '../../../shared/model/arrival/arrival.ts';
import { useController } from '../../client/use-app.ts';
import type { Say } from '../../common/use-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Toast } from '../../ui/toast.tsx';

/** A sentence about something from outside. */
export interface ArrivalNews {
  readonly text: Say;
  /** Goes where it leads; null if it leads nowhere. */
  readonly open: (() => void) | null;
  /** It asks about text or files of the person's own, so no other news takes its place. */
  readonly isOwn?: boolean;
}

/** Props of {@link Arrivals}. */
export interface ArrivalsProps {
  /** Subscribes to arrivals; returns an unsubscribe function. */
  readonly onArrival: (listener: (arrival: Arrival) => void) => () => void;
  readonly showSidebar: () => void;
  /** Leaves the list, where it covers the conversation. */
  readonly leave: () => void;
}

interface Shown {
  readonly id: string;
  readonly news: ArrivalNews;
}

/** Takes arrivals, and says what there is to say about them. */
export function Arrivals({ onArrival, showSidebar, leave }: ArrivalsProps) {
  const controller = useController();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  useEffect(() => {
    const say = (news: ArrivalNews): void => {
      const one = { id: crypto.randomUUID(), news };
      setShown((before) => [...before.filter((each) => each.news.isOwn === true), one]);
    };
    return onArrival((arrival) => {
      void import('./take-arrival.ts').then(({ takeArrival }) =>
        takeArrival({ controller, showSidebar, leave, say }, arrival),
      );
    });
  }, [onArrival, controller, showSidebar, leave]);
  const forget = useCallback((id: string): void => {
    setShown((before) => before.filter((each) => each.id !== id));
  }, []);
  return shown.map((each) => <NewsToast key={each.id} {...each} forget={forget} />);
}

interface NewsToastProps extends Shown {
  readonly forget: (id: string) => void;
}

function NewsToast({ id, news: { text, open }, forget }: NewsToastProps) {
  const dismiss = useCallback(() => forget(id), [forget, id]);
  return (
    <Toast
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
            {t('common.open')}
          </Button>
        )
      }
      onDismiss={dismiss}
    >
      {text()}
    </Toast>
  );
}
