import { useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
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
    <ul className={styles.scopes} aria-label={t('settings.tools.sign_in.access')}>
      {scopes.slice(0, maxShown).map((scope) => (
        <li key={scope}>{visibleText(scope)}</li>
      ))}
      {scopes.length > maxShown && (
        <li>{t('settings.tools.sign_in.more_access', { count: scopes.length - maxShown })}</li>
      )}
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
        <RichMessage
          id="settings.tools.sign_in.get_client"
          values={{
            host: view.host,
            redirect: redirectFor(draft.port),
            code: (chunks) => <code>{chunks}</code>,
          }}
        />
      </p>
      <TextField
        label={t('settings.tools.sign_in.client_id')}
        value={draft.id}
        maxLength={2000}
        required={!mayRegister}
        hint={mayRegister ? t('settings.tools.sign_in.client_id_hint') : undefined}
        onChange={(event) => onChange({ ...draft, id: event.target.value })}
      />
      <KeyField
        label={t('settings.tools.sign_in.client_secret')}
        value={draft.secret}
        maxLength={8000}
        placeholder={hasSecret ? t('settings.field.kept') : t('settings.tools.sign_in.if_any')}
        onChange={(event) => onChange({ ...draft, secret: event.target.value })}
      />
      <TextField
        label={t('settings.tools.sign_in.port')}
        inputMode="numeric"
        className={settings.number}
        value={draft.port}
        placeholder={t('settings.tools.sign_in.port_any')}
        pattern="[0-9]{4,5}"
        hint={t('settings.tools.sign_in.port_hint')}
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
        <RichMessage
          id="settings.tools.sign_in.where"
          values={{ host, name, strong: (chunks) => <strong>{chunks}</strong> }}
        />
      </p>
      {scopes.length > 0 && <p className={settings.quiet}>{t('settings.tools.sign_in.wants')}</p>}
      <ScopeList scopes={scopes} />
      {error !== null && <ErrorCallout>{sentenceOf(error)}</ErrorCallout>}
      {client.mayRegister ? (
        <details className={styles.advanced} open={client.id !== '' || undefined}>
          <summary>{t('settings.tools.sign_in.own_client')}</summary>
          {fields}
        </details>
      ) : (
        fields
      )}
      <div className={settings.buttons}>
        <Button tone="primary" size="small" type="submit">
          {t('settings.tools.sign_in.open_browser')}
        </Button>
        <Button tone="quiet" size="small" onClick={() => onStep({ kind: 'cancel' })}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
