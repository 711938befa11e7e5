import { Button } from './button.tsx';
import { ErrorCallout } from './callout.tsx';

/** Asks before anything goes to an address that is readable on the way; `message` is main's. */
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
          Connect unencrypted
        </Button>
      }
    >
      {message}
    </ErrorCallout>
  );
}
