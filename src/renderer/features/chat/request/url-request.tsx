import ExternalLink from 'lucide-react/icons/external-link';
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
    <code className={styles.url} aria-label="Address">
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
      {isForeign && (
        <NoteCallout tone="warning">
          The name of this host has letters that can look like others. A browser may show it as a
          name that you know; it is the one that stands here.
        </NoteCallout>
      )}
      <p className={styles.quiet}>
        {before === 'http://'
          ? 'This page is on this computer.'
          : `It opens in your browser. What you enter there goes to ${host}, not through Parley.`}
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
          Open in browser
        </Button>
        <Button ref={focusIfFree} size="small" onClick={() => onAnswer({ kind: 'decline' })}>
          Decline
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
  return (
    <div className={styles.body}>
      <p className={styles.quiet}>
        You opened <strong>{urlParts(url).host}</strong> in your browser.{' '}
        {isAwaited
          ? `When you are done there, go on: ${name} gets its call once more.`
          : `This card goes when ${name} says that it is done there.`}
      </p>
      <div className={styles.answers}>
        {isAwaited && (
          <Button size="small" tone="primary" onClick={() => onAnswer({ kind: 'allow' })}>
            Continue
          </Button>
        )}
        <Button size="small" onClick={() => onAnswer({ kind: 'open' })}>
          Open again
        </Button>
        <Button size="small" onClick={() => onAnswer({ kind: 'close' })}>
          {isAwaited ? 'Give up' : 'Dismiss'}
        </Button>
      </div>
    </div>
  );
}
