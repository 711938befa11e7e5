import { t } from '../../shared/language/translate.ts';
import { Button } from './button.tsx';
import { ErrorCallout } from './callout.tsx';

/**
 * Asks for consent before anything is sent to an unencrypted address; `message` comes from main.
 */
export function PlainHttpQuestion({
  message,
  disabled,
  onAgree,
}: {
  readonly message: string;
  readonly disabled: boolean;
  readonly onAgree: () => void;
}) {
  return (
    <ErrorCallout
      actions={
        <Button size="small" disabled={disabled} onClick={onAgree}>
          {t('plain_http.connect')}
        </Button>
      }
    >
      {message}
    </ErrorCallout>
  );
}
