import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { LimitsForm } from '../../../common/limits/limits-form.tsx';
import { Button } from '../../../ui/button.tsx';
import type { AnswerActions } from '../message/use-answer-actions.ts';
import { useConversationId } from '../page/page-context.ts';

/** Props of {@link CostLimitActions}. */
export interface CostLimitActionsProps {
  readonly error: Extract<ParleyError, { code: 'cost_limit' }>;
  /** The answer has content that it can go on from. */
  readonly goesOn: boolean;
  readonly actions: AnswerActions;
}

/** The next steps where a cost limit has stopped an answer: raise it, allow this once, another model. */
export function CostLimitActions({ error, goesOn, actions }: CostLimitActionsProps) {
  const controller = useController();
  const conversationId = useConversationId();
  const limits = useApp((state) => state.heads[conversationId]?.limits);
  const [isRaising, setRaising] = useState(false);
  const again = goesOn ? actions.continueAnswer : actions.retry;
  if (isRaising) {
    return (
      <LimitsForm
        label={t('context.limits')}
        limits={limits}
        save={t('context.limits.save_and_go_on')}
        onSave={(next) =>
          controller.command('conversation.update', {
            conversationIds: [conversationId],
            patch: { limits: next },
          })
        }
        onClose={(isSaved) => {
          setRaising(false);
          if (isSaved) again();
        }}
      />
    );
  }
  const raise = (): void => {
    switch (error.params.scope) {
      case 'conversation':
        setRaising(true);
        break;
      case 'assistant':
        actions.openSettings('assistants');
        break;
      case 'month':
        actions.openSettings('usage');
        break;
    }
  };
  return (
    <>
      <Button size="small" onClick={raise}>
        {t('context.limits.raise')}
      </Button>
      <Button size="small" onClick={goesOn ? actions.continueAnyway : actions.retryAnyway}>
        {t('context.limits.allow_once')}
      </Button>
      <Button size="small" onClick={actions.chooseModel}>
        {t('answer.choose_model')}
      </Button>
      <Button size="small" data-command={goesOn ? 'continue' : 'retry'} onClick={again}>
        {goesOn ? t('answer.continue') : t('common.retry')}
      </Button>
    </>
  );
}
