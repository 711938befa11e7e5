import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';

/** Pages through `count` items, `step` more at a time. */
export function useSteps(count: number, step: number) {
  const [wanted, setWanted] = useState(step);
  const shown = Math.min(wanted, count);
  return { shown, left: count - shown, more: () => setWanted(wanted + step) };
}

/** The button that shows the next items. */
export function ShowMore({
  left,
  step,
  onMore,
}: {
  readonly left: number;
  readonly step: number;
  readonly onMore: () => void;
}) {
  return (
    <Button size="small" tone="quiet" onClick={onMore}>
      {left <= step
        ? t('common.show_more', { count: left })
        : t('common.show_more.step', { count: step, total: left })}
    </Button>
  );
}
