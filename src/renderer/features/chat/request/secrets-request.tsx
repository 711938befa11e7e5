import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { Text } from '../tools/text.tsx';
import { focusIfFree } from './focus-if-free.ts';
import { Message } from './message.tsx';
import type { RequestPartProps } from './request-part.ts';
import styles from './request.module.css';

/** A form with fields for secrets, which can only be declined. */
export function SecretsRequest({
  message,
  fields,
  name,
  onAnswer,
}: RequestPartProps & { readonly message: string; readonly fields: readonly string[] }) {
  return (
    <div className={styles.body}>
      <Message text={message} />
      <NoteCallout tone="warning">
        {t('request.secrets', { server: name })}
        <ul className={styles.list}>
          {fields.map((title, at) => (
            <li key={String(at)} dir="auto">
              <Text>{title}</Text>
            </li>
          ))}
        </ul>
      </NoteCallout>
      <div className={styles.answers}>
        <Button ref={focusIfFree} size="small" onClick={() => onAnswer({ kind: 'decline' })}>
          {t('request.decline')}
        </Button>
      </div>
    </div>
  );
}
