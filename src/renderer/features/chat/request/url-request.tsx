import type { ReactNode } from 'react';
import ExternalLink from 'lucide-react/icons/external-link';
import { t } from '../../../../shared/language/translate.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { Text } from '../tools/text.tsx';
import { focusIfFree } from './focus-if-free.ts';
import { Message } from './message.tsx';
import type { RequestPartProps } from './request-part.ts';
import styles from './request.module.css';

/** Returns the parts of a URL around its host. Main sends only URLs without credentials. */
export function urlParts(url: string): {
  readonly before: string;
  readonly host: string;
  readonly after: string;
} {
  const [, before = '', host = '', after = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/su.exec(url) ?? [];
  return { before, host, after };
}

/** A whole URL with its host in bold. */
function Url({ url }: { readonly url: string }) {
  const { before, host, after } = urlParts(url);
  return (
    <code className={styles.url} aria-label={t('request.url')}>
      <Text>{before}</Text>
      <strong>
        <Text>{host}</Text>
      </strong>
      <Text>{after}</Text>
    </code>
  );
}

/** A page that a server asks the person to open. */
export function UrlRequest({
  message,
  url,
  onAnswer,
}: Pick<RequestPartProps, 'onAnswer'> & { readonly message: string; readonly url: string }) {
  const { before, host } = urlParts(url);
  const isForeign = host.split('.').some((label) => label.startsWith('xn--'));
  return (
    <div className={styles.body}>
      <Message text={message} />
      <Url url={url} />
      {isForeign && <NoteCallout tone="warning">{t('request.url.foreign')}</NoteCallout>}
      <p className={styles.quiet}>
        {before === 'http://' ? t('request.url.local') : t('request.url.remote', { host })}
      </p>
      <div className={styles.answers}>
        <Button
          size="small"
          tone="primary"
          icon={<ExternalLink size={14} aria-hidden />}
          onClick={(event) => {
            if (event.detail <= 1) onAnswer({ kind: 'open' });
          }}
        >
          {t('request.url.open')}
        </Button>
        <Button ref={focusIfFree} size="small" onClick={() => onAnswer({ kind: 'decline' })}>
          {t('request.decline')}
        </Button>
      </div>
    </div>
  );
}

/** A page that the person has opened, until the server says that it has what it wanted there. */
export function OpenedUrl({
  url,
  isAwaited,
  name,
  onAnswer,
}: RequestPartProps & { readonly url: string; readonly isAwaited: boolean }) {
  const opened = {
    host: urlParts(url).host,
    server: name,
    strong: (host: readonly ReactNode[]) => <strong>{host}</strong>,
  };
  return (
    <div className={styles.body}>
      <p className={styles.quiet}>
        {isAwaited ? (
          <RichMessage id="request.opened.awaited" values={opened} />
        ) : (
          <RichMessage id="request.opened" values={opened} />
        )}
      </p>
      <div className={styles.answers}>
        {isAwaited && (
          <Button size="small" tone="primary" onClick={() => onAnswer({ kind: 'allow' })}>
            {t('request.continue')}
          </Button>
        )}
        <Button size="small" onClick={() => onAnswer({ kind: 'open' })}>
          {t('request.open_again')}
        </Button>
        <Button size="small" onClick={() => onAnswer({ kind: 'close' })}>
          {isAwaited ? t('request.give_up') : t('common.dismiss')}
        </Button>
      </div>
    </div>
  );
}
