import { useMemo, useRef, type KeyboardEvent } from 'react';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { PersonAnswer, PersonRequest } from '../../../../shared/model/person/requests.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { requestTitle } from '../../../../shared/words/person-words.ts';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { useChatPage } from '../page/page-context.ts';
import { FormRequest } from './form-request.tsx';
import { isShownIn } from './is-shown-in.ts';
import type { RequestPartProps } from './request-part.ts';
import { SamplingRequest } from './sampling-request.tsx';
import { SecretsRequest } from './secrets-request.tsx';
import { OpenedUrl, UrlRequest } from './url-request.tsx';
import styles from './request.module.css';

/** What a server wants, by its kind. */
export function RequestBody({ wish, ...part }: RequestPartProps & Pick<PersonRequest, 'wish'>) {
  switch (wish.kind) {
    case 'form':
      return <FormRequest {...part} message={wish.message} fields={wish.fields} />;
    case 'secrets':
      return <SecretsRequest {...part} message={wish.message} fields={wish.fields} />;
    case 'url':
      return <UrlRequest {...part} message={wish.message} url={wish.url} />;
    case 'opened':
      return <OpenedUrl {...part} url={wish.url} isAwaited={wish.isAwaited} />;
    case 'sampling':
      return <SamplingRequest {...part} asks={wish.asks} state={wish.state} />;
  }
}

/** True if Escape closes a list that is open, not the card. */
function isForList(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('select:open') !== null;
}

function Card({ request, more }: { readonly request: PersonRequest; readonly more: number }) {
  const controller = useController();
  const page = useChatPage();
  const card = useRef<HTMLElement>(null);
  const { id, wish, serverName } = request;
  const name = visibleText(serverName);
  const title = requestTitle(request, name);
  const answer = async (given: PersonAnswer): Promise<void> => {
    const hasFocus = (): boolean => card.current?.contains(document.activeElement) === true;
    const hadFocus = hasFocus();
    const isDone = await page.ask(`request ${id}`, () =>
      controller.command('tools.answerRequest', { requestId: id, answer: given }),
    );
    const isGoing = wish.kind !== 'sampling' || given.kind !== 'allow';
    if (!isDone || !hadFocus || !isGoing) return;
    // The card goes now or with the next event.
    if (hasFocus() || isFocusFree()) page.focusComposer();
  };
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || isForList(event)) return;
        event.preventDefault();
        void answer({ kind: 'close' });
      }}
    >
      <section ref={card} className={styles.card} aria-label={title} data-wish={wish.kind}>
        <p role="alert" className="visually-hidden">
          {t('request.alert', { title })}
        </p>
        <MessageCircleQuestion size={18} aria-hidden className={styles.icon} />
        <div className={styles.content}>
          <div className={styles.head}>
            <h2 className={styles.title}>{title}</h2>
            {more > 0 && <span className={styles.quiet}>{t('request.more', { count: more })}</span>}
            {wish.kind !== 'secrets' && (
              <IconButton
                label={t('common.close')}
                size="small"
                onClick={() => void answer({ kind: 'close' })}
              >
                <X size={16} />
              </IconButton>
            )}
          </div>
          <RequestBody
            requestId={id}
            wish={wish}
            name={name}
            onAnswer={(given) => void answer(given)}
          />
        </div>
      </section>
    </div>
  );
}

/** Puts what does not need an answer behind what does. */
function inOrder(requests: readonly PersonRequest[]): readonly PersonRequest[] {
  const isPassive = ({ wish }: PersonRequest): boolean => wish.kind === 'opened' && !wish.isAwaited;
  return [...requests.filter((each) => !isPassive(each)), ...requests.filter(isPassive)];
}

/** Shows the oldest request of a tool server that belongs to a conversation or to none. */
export function RequestCard({ conversationId }: { readonly conversationId: Id | null }) {
  const requests = useApp((state) => state.requests);
  const [first, ...others] = useMemo(
    () => inOrder(requests.filter((each) => isShownIn(each, conversationId))),
    [requests, conversationId],
  );
  if (first === undefined) return null;
  return <Card key={first.id} request={first} more={others.length} />;
}
