import { useEffect, useState } from 'react';
import type { MonthSpent } from '../../../../shared/model/spending/ledger.ts';
import { hasNoLimit, type CostLimits } from '../../../../shared/model/spending/limits.ts';
import { moneyText, spentText } from '../../../../shared/words/money-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { LimitsForm } from '../../../common/limits/limits-form.tsx';
import { Button } from '../../../ui/button.tsx';
import { isFocusFree } from '../../../ui/focus-free.ts';
import shared from '../settings.module.css';

function limitText({ warnAt, stopAt }: CostLimits): string {
  const words = [
    ...(warnAt === undefined ? [] : [`warns at ${moneyText(warnAt)}`]),
    ...(stopAt === undefined ? [] : [`stops at ${moneyText(stopAt)}`]),
  ];
  return words.length === 0 ? 'No limit is set.' : `Parley ${words.join(' and ')}.`;
}

function spentWords({ spent, since }: MonthSpent): string {
  if (since === null) return `${spentText(spent)} spent.`;
  const day = new Date(since).toLocaleDateString(undefined, { day: 'numeric', month: 'long' });
  return `${spentText(spent)} spent since ${day}, when Parley began to count.`;
}

/** The button takes back the focus that its form has lost. */
function takeFreeFocus(button: HTMLButtonElement | null): void {
  const isInDialog = document.activeElement?.getAttribute('role') === 'dialog';
  if (isFocusFree() || isInDialog) button?.focus();
}

/** What requests have cost this month, and what they may. */
export function MonthLimits() {
  const controller = useController();
  const limits = useApp((state) => state.settings?.settings.monthLimits);
  const [spent, setSpent] = useState<MonthSpent | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  useEffect(() => {
    void controller.command('library.spent', undefined).then((result) => {
      if (result.ok) setSpent(result.value);
    });
  }, [controller]);
  return (
    <section className={shared.group} aria-labelledby="month-limits">
      <div className={shared.groupHead}>
        <h3 id="month-limits">This month</h3>
      </div>
      <p>
        {spent === null ? '' : `${spentWords(spent)} `}
        {limitText(limits ?? {})}
      </p>
      {isOpen ? (
        <LimitsForm
          label="Cost limits of a month"
          limits={limits}
          onSave={(next) => controller.command('settings.update', { monthLimits: next })}
          onClose={() => {
            setWasOpen(true);
            setOpen(false);
          }}
        />
      ) : (
        <div className={shared.buttons}>
          <Button ref={wasOpen ? takeFreeFocus : null} size="small" onClick={() => setOpen(true)}>
            {hasNoLimit(limits) ? 'Set limits…' : 'Change the limits…'}
          </Button>
        </div>
      )}
      <p className={shared.quiet}>
        Counts every request that Parley sends, also titles, questions of other programs and of tool
        servers, and what was deleted since. A model without a price cannot be stopped. Limits for
        one conversation are under its message box, those of an assistant in its form.
      </p>
    </section>
  );
}
