import { useState } from 'react';
import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { TextField } from '../../../ui/field.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

type Confirm = Extract<SignInView, { kind: 'confirm' }>;

const maxShown = 30;

/** The kinds of access that a sign-in is about, in the words of the server. */
export function ScopeList({ scopes }: { readonly scopes: readonly string[] }) {
  if (scopes.length === 0) return null;
  return (
    <ul className={styles.scopes} aria-label="Access">
      {scopes.slice(0, maxShown).map((scope) => (
        <li key={scope}>{visibleText(scope)}</li>
      ))}
      {scopes.length > maxShown && <li>and {scopes.length - maxShown} more</li>}
    </ul>
  );
}

/** The client as typed. */
interface ClientDraft {
  readonly id: string;
  readonly secret: string;
  readonly port: string;
}

/** The redirect address that the person registers for an own client id. */
function redirectFor(port: string): string {
  return `http://127.0.0.1${port === '' ? '' : `:${port}`}/callback`;
}

function ClientFields({
  view,
  draft,
  onChange,
}: {
  readonly view: Confirm;
  readonly draft: ClientDraft;
  readonly onChange: (draft: ClientDraft) => void;
}) {
  const { hasSecret, mayRegister } = view.client;
  return (
    <div className={styles.stack}>
      <p className={settings.quiet}>
        Get a client ID from the makers of {view.host}, and give them this redirect address:{' '}
        <code>{redirectFor(draft.port)}</code>
      </p>
      <TextField
        label="Client ID"
        value={draft.id}
        maxLength={2000}
        required={!mayRegister}
        hint={mayRegister ? 'Empty: Parley registers by itself.' : undefined}
        onChange={(event) => onChange({ ...draft, id: event.target.value })}
      />
      <KeyField
        label="Client secret"
        value={draft.secret}
        maxLength={8000}
        placeholder={hasSecret ? 'Kept. Enter another value to replace it' : 'If there is one'}
        onChange={(event) => onChange({ ...draft, secret: event.target.value })}
      />
      <TextField
        label="Port"
        inputMode="numeric"
        className={settings.number}
        value={draft.port}
        placeholder="Any"
        pattern="[0-9]{4,5}"
        hint="Only if the redirect address must name one."
        onChange={(event) => onChange({ ...draft, port: event.target.value.trim() })}
      />
      {draft.secret !== '' && <WeakKeyStorage />}
    </div>
  );
}

/** The last question before the browser opens: where, with which access, and as which client. */
export function ConfirmSignIn({
  name,
  view,
  onStep,
}: {
  readonly name: string;
  readonly view: Confirm;
  readonly onStep: (step: SignInStep) => void;
}) {
  const { host, scopes, client, error } = view;
  const [draft, setDraft] = useState<ClientDraft>({
    id: client.id,
    secret: '',
    port: client.port === null ? '' : String(client.port),
  });
  const fields = <ClientFields view={view} draft={draft} onChange={setDraft} />;
  const open = (): void => {
    const { id, secret, port } = draft;
    const isOther = id.trim() !== '' || client.id !== '';
    onStep({
      kind: 'open_browser',
      client: isOther
        ? { id, secret: secret === '' ? null : secret, port: port === '' ? null : Number(port) }
        : null,
    });
  };
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <p>
        Your browser opens <strong>{host}</strong>, where you sign in to {name}. Parley never sees
        your password.
      </p>
      {scopes.length > 0 && <p className={settings.quiet}>Parley asks there for this access:</p>}
      <ScopeList scopes={scopes} />
      {error !== null && <ErrorCallout>{sentenceOf(error)}</ErrorCallout>}
      {client.mayRegister ? (
        <details className={styles.advanced} open={client.id !== '' || undefined}>
          <summary>Use a client ID of your own</summary>
          {fields}
        </details>
      ) : (
        fields
      )}
      <div className={settings.buttons}>
        <Button tone="primary" size="small" type="submit">
          Open browser
        </Button>
        <Button tone="quiet" size="small" onClick={() => onStep({ kind: 'cancel' })}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
