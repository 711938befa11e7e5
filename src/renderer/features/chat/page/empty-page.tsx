import { t } from '../../../../shared/language/translate.ts';
import type { Assistant } from '../../../../shared/model/assistants/assistant.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { temporaryWords } from '../../../../shared/words/temporary/marks.ts';
import { useIsTemporary } from '../temporary/use-is-temporary.ts';
import { useOwnValues } from './own-values.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';
import styles from './empty-page.module.css';

const starters = ['explain', 'improve', 'think', 'code'] as const;

/** The beginning of a message. The text to improve goes below it. */
function starterText(starter: (typeof starters)[number]): string {
  const text = t(`starter.${starter}.text`);
  return starter === 'improve' ? `${text}\n\n` : text;
}

/** The assistant that the person chose, as far as it has something to show here. */
function AssistantIntroduction({
  assistant: { name, icon, starters: questions },
  page,
}: {
  readonly assistant: Assistant;
  readonly page: PageParts;
}) {
  return (
    <>
      <h2 className={styles.heading}>
        {icon !== '' && <span aria-hidden>{icon} </span>}
        <bdi>{name}</bdi>
      </h2>
      {questions.length > 0 && (
        <ul className={styles.starters} aria-label={t('starter.list')}>
          {[...new Set(questions)].map((question) => (
            <li key={question}>
              <button
                type="button"
                className={styles.starter}
                onClick={() => page.suggest(question)}
              >
                <span className={styles.starterText} dir="auto">
                  {question}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The way to a provider, if there is none yet. */
function ProviderButton() {
  const controller = useController();
  return (
    <Button
      tone="primary"
      onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
    >
      {t('empty.choose_provider')}
    </Button>
  );
}

function Introduction({
  page,
  hasProvider,
  isTemporary,
}: {
  readonly page: PageParts;
  readonly hasProvider: boolean;
  readonly isTemporary: boolean;
}) {
  return (
    <>
      <h2 className={styles.heading}>
        {isTemporary ? t('empty.title.temporary') : t('empty.title')}
      </h2>
      <p className={styles.text}>
        {isTemporary ? (
          temporaryWords('introduction')
        ) : (
          <RichMessage id="empty.introduction" values={{ key: (name) => <kbd>{name}</kbd> }} />
        )}
      </p>
      {hasProvider && (
        <ul className={styles.starters}>
          {starters.map((starter) => (
            <li key={starter}>
              <button
                type="button"
                className={styles.starter}
                onClick={() => page.suggest(starterText(starter))}
              >
                <span className={styles.starterTitle}>{t(`starter.${starter}`)}</span>
                <span className={styles.starterText}>{t(`starter.${starter}.text`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The page before the first message: one hint and a few suggestions. */
export function EmptyPage({
  conversationId,
  page,
  turns,
}: {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}) {
  const { assistant } = useOwnValues(conversationId, turns);
  const isTemporary = useIsTemporary(conversationId);
  const hasProvider = useApp((state) => (state.settings?.providers.length ?? 0) > 0);
  return (
    <div className={styles.empty}>
      <div className={styles.inner}>
        {assistant === undefined ? (
          <Introduction page={page} hasProvider={hasProvider} isTemporary={isTemporary} />
        ) : (
          <AssistantIntroduction assistant={assistant} page={page} />
        )}
        {!hasProvider && <ProviderButton />}
      </div>
    </div>
  );
}
