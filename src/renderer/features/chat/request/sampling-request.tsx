import { t } from '../../../../shared/language/translate.ts';
import type { SamplingState, SamplingView } from '../../../../shared/model/person/requests.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { samplingCost } from '../../../../shared/words/person-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { Text } from '../tools/text.tsx';
import { focusIfFree } from './focus-if-free.ts';
import { Message } from './message.tsx';
import type { RequestPartProps } from './request-part.ts';
import styles from './request.module.css';

/** The whole request: what goes to the model, and to which. */
function Asked({ asks }: { readonly asks: SamplingView }) {
  const { system, messages } = asks;
  const parts = [
    ...(system === '' ? [] : [{ who: t('request.asked.system'), text: system }]),
    ...messages.map(({ role, text }) => ({ who: t(`request.asked.${role}`), text })),
  ];
  return (
    <>
      <div className={styles.asked} role="group" aria-label={t('request.asked')}>
        {parts.map(({ who, text }, at) => (
          <div key={String(at)}>
            <p className={styles.quiet}>{who}</p>
            <div className={styles.part} dir="auto">
              <Text>{text}</Text>
            </div>
          </div>
        ))}
      </div>
      <p className={styles.quiet}>
        {samplingCost({
          ...asks,
          model: visibleText(asks.model),
          provider: visibleText(asks.provider),
        })}
      </p>
    </>
  );
}

type AnswersProps = Pick<RequestPartProps, 'onAnswer'> & { readonly state: SamplingState };

function Answers({ state, onAnswer }: AnswersProps) {
  const decline = (label: string) => (
    <Button
      key={label}
      ref={focusIfFree}
      size="small"
      onClick={() => onAnswer({ kind: 'decline' })}
    >
      {label}
    </Button>
  );
  switch (state.kind) {
    case 'asked':
    case 'failed':
      return (
        <>
          <Button
            key="allow"
            size="small"
            tone="primary"
            onClick={(event) => {
              // The second click of a double click was meant for the previous content.
              if (event.detail <= 1) onAnswer({ kind: 'allow' });
            }}
          >
            {state.kind === 'asked' ? t('request.allow') : t('request.ask_again')}
          </Button>
          {decline(t('request.decline'))}
        </>
      );
    case 'answering':
      return decline(t('request.stop'));
    case 'answered':
      return (
        <>
          <Button
            key="send_back"
            size="small"
            tone="primary"
            onClick={(event) => {
              if (event.detail <= 1) onAnswer({ kind: 'send_back' });
            }}
          >
            {t('request.send_back')}
          </Button>
          {decline(t('request.discard'))}
        </>
      );
  }
}

/** A request of a server for a model's answer, and the answer before it goes back. */
export function SamplingRequest({
  asks,
  state,
  name,
  onAnswer,
}: RequestPartProps & { readonly asks: SamplingView; readonly state: SamplingState }) {
  return (
    <div className={styles.body}>
      {state.kind === 'answered' ? (
        <>
          <Message text={state.text} />
          <p className={styles.quiet}>
            {state.isCut
              ? t('request.answered.cut', { server: name })
              : t('request.answered', { server: name })}
          </p>
        </>
      ) : (
        <Asked asks={asks} />
      )}
      {state.kind === 'answering' && (
        <p role="status">{t('request.answering', { model: visibleText(asks.model) })}</p>
      )}
      {state.kind === 'failed' && <ErrorCallout>{sentenceOf(state.error)}</ErrorCallout>}
      <div className={styles.answers}>
        <Answers state={state} onAnswer={onAnswer} />
      </div>
    </div>
  );
}
