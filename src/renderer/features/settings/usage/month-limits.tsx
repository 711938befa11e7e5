import { useEffect, useState } from 'react';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { MonthSpent } from '../../../../shared/model/spending/ledger.ts';
import { hasNoLimit, type CostLimits } from '../../../../shared/model/spending/limits.ts';
import { moneyText, spentText } from '../../../../shared/words/money-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { LimitsForm } from '../../../common/limits/limits-form.tsx';
import { Button } from '../../../ui/button.tsx';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { SettingHeading } from '../setting-heading.tsx';
import shared from '../settings.module.css';

function limitText({ warnAt, stopAt }: CostLimits): string {
  if (warnAt !== undefined && stopAt !== undefined) {
    return t('settings.usage.limits.both', { warn: moneyText(warnAt), stop: moneyText(stopAt) });
  }
  if (warnAt !== undefined) return t('settings.usage.limits.warns', { warn: moneyText(warnAt) });
  return stopAt === undefined
    ? t('settings.usage.limits.none')
    : t('settings.usage.limits.stops', { stop: moneyText(stopAt) });
}

function spentWords({ spent, since }: MonthSpent): string {
  const amount = spentText(spent);
  return since === null
    ? t('settings.usage.spent', { amount })
    : t('settings.usage.spent_since', { amount, since });
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
        <SettingHeading id="month-limits" setting="monthLimits" />
      </div>
      <p>{sentences(spent === null ? '' : spentWords(spent), limitText(limits ?? {}))}</p>
      {isOpen ? (
        <LimitsForm
          label={t('settings.usage.limits.title')}
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
            {hasNoLimit(limits)
              ? t('settings.usage.limits.set')
              : t('settings.usage.limits.change')}
          </Button>
        </div>
      )}
      <p className={shared.quiet}>{t('settings.usage.limits.hint')}</p>
    </section>
  );
}
