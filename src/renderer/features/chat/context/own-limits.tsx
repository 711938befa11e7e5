import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { priceOf } from '../../../../shared/model/cost.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { hasNoLimit, type CostLimits } from '../../../../shared/model/spending/limits.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { LimitsForm } from '../../../common/limits/limits-form.tsx';
import { Button } from '../../../ui/button.tsx';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { currentModel } from '../page/current-model.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { Turns } from '../page/turns.ts';
import styles from './context-popup.module.css';

/** Props of {@link OwnLimits}. */
export interface OwnLimitsProps {
  readonly conversationId: Id | null;
  readonly turns: Turns;
}

/** The button takes back the focus that its form has lost. */
function takeFreeFocus(button: HTMLButtonElement | null): void {
  if (isFocusFree()) button?.focus();
}

/** The cost limits of this conversation: a button, and the form that it opens. */
export function OwnLimits({ conversationId, turns }: OwnLimitsProps) {
  const controller = useController();
  const { limits, ...own } = useOwnValues(conversationId, turns);
  const settings = useApp((state) => state.settings);
  const prices = useApp((state) => state.prices);
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const save = async (next: CostLimits): Promise<Result<unknown>> => {
    if (conversationId !== null) {
      const patch = { limits: next };
      return controller.command('conversation.update', {
        conversationIds: [conversationId],
        patch,
      });
    }
    turns.setCreate({ ...turns.create(), limits: next });
    return { ok: true, value: undefined };
  };
  const isUnknown = priceOf(prices, currentModel(own, settings).model) === null;
  return (
    <div className={styles.limits}>
      {isOpen ? (
        <LimitsForm
          label={t('context.limits')}
          limits={limits}
          onSave={save}
          onClose={() => {
            setWasOpen(true);
            setOpen(false);
          }}
        />
      ) : (
        <Button
          ref={wasOpen ? takeFreeFocus : null}
          size="small"
          tone="quiet"
          onClick={() => setOpen(true)}
        >
          {hasNoLimit(limits) ? t('context.limits.set') : t('context.limits.change')}
        </Button>
      )}
      {isUnknown && (isOpen || limits?.stopAt !== undefined) && (
        <p className={styles.remark}>{t('context.limits.no_price')}</p>
      )}
    </div>
  );
}
