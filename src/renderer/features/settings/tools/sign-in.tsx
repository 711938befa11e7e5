import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ParleyError } from '../../../../shared/model/errors.ts';
import type { SignInStep, SignInView } from '../../../../shared/model/tools/sign-in.ts';
import type { ToolServer, ToolSourceView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../../ui/callout.tsx';
import { ConfirmSignIn, ScopeList } from './confirm-sign-in.tsx';
import settings from '../settings.module.css';
import styles from './tools.module.css';

interface StepProps<K extends SignInView['kind'] = SignInView['kind']> {
  readonly name: string;
  readonly view: Extract<SignInView, { kind: K }>;
  readonly onStep: (step: SignInStep) => void;
}

const strong = (chunks: readonly ReactNode[]): ReactNode => <strong>{chunks}</strong>;

/** Buttons in a row below a step. */
function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={settings.buttons}>{children}</div>;
}

function Cancel({ onStep }: Pick<StepProps, 'onStep'>) {
  return (
    <Button data-safe size="small" onClick={() => onStep({ kind: 'cancel' })}>
      {t('common.cancel')}
    </Button>
  );
}

/** Returns true if tokens could not be stored encrypted. */
function isAboutStorage(error: ParleyError | null): boolean {
  return error?.code === 'no_encryption' || error?.code === 'weak_encryption';
}

function SignedOut({ view, onStep }: StepProps<'signed_out'>) {
  return (
    <>
      {view.error !== null && <ErrorCallout>{sentenceOf(view.error)}</ErrorCallout>}
      {isAboutStorage(view.error) && <WeakKeyStorage />}
      <Actions>
        <Button tone="primary" size="small" onClick={() => onStep({ kind: 'begin' })}>
          {t('settings.tools.sign_in.begin')}
        </Button>
      </Actions>
    </>
  );
}

function PrivateHost({ name, view, onStep }: StepProps<'private'>) {
  return (
    <>
      <NoteCallout tone="warning">
        <RichMessage
          id="settings.tools.sign_in.private"
          values={{ name, host: view.host, strong }}
        />
      </NoteCallout>
      <Actions>
        <Button size="small" onClick={() => onStep({ kind: 'allow_host' })}>
          {t('settings.tools.sign_in.allow_host')}
        </Button>
        <Cancel onStep={onStep} />
      </Actions>
    </>
  );
}

function Waiting({ view, onStep }: StepProps<'waiting'>) {
  return (
    <>
      <p role="status">
        <RichMessage id="settings.tools.sign_in.waiting" values={{ host: view.host, strong }} />
      </p>
      {view.hasStray && (
        <NoteCallout tone="warning">{t('settings.tools.sign_in.stray')}</NoteCallout>
      )}
      <Actions>
        <Cancel onStep={onStep} />
      </Actions>
    </>
  );
}

function SignedIn({ name, view, onStep }: StepProps<'signed_in'>) {
  const { host, scopes, wanted, error } = view;
  return (
    <>
      {wanted !== null && (
        <NoteCallout
          tone="warning"
          actions={
            <Button size="small" onClick={() => onStep({ kind: 'begin' })}>
              {t('settings.tools.sign_in.again')}
            </Button>
          }
        >
          {t('settings.tools.sign_in.wants_more', { name })}
          <ScopeList scopes={wanted} />
        </NoteCallout>
      )}
      {error !== null && <ErrorCallout>{sentenceOf(error)}</ErrorCallout>}
      <div className={styles.signedIn}>
        <span className={settings.quiet} title={scopes.map(visibleText).join('\n')}>
          {t('settings.tools.sign_in.signed_in', { host })}
        </span>
        <Button size="small" onClick={() => onStep({ kind: 'sign_out' })}>
          {t('settings.tools.sign_in.sign_out')}
        </Button>
      </div>
    </>
  );
}

function Step({ name, view, onStep }: StepProps) {
  switch (view.kind) {
    case 'signed_out':
      return <SignedOut name={name} view={view} onStep={onStep} />;
    case 'looking':
      return (
        <>
          <p role="status">{t('settings.tools.sign_in.looking')}</p>
          <Actions>
            <Cancel onStep={onStep} />
          </Actions>
        </>
      );
    case 'private':
      return <PrivateHost name={name} view={view} onStep={onStep} />;
    case 'confirm':
      return <ConfirmSignIn name={name} view={view} onStep={onStep} />;
    case 'waiting':
      return <Waiting name={name} view={view} onStep={onStep} />;
    case 'finishing':
      return <p role="status">{t('settings.tools.sign_in.finishing', { host: view.host })}</p>;
    case 'signed_in':
      return <SignedIn name={name} view={view} onStep={onStep} />;
  }
}

/** Takes the focus that was on the step before: its button has disappeared with it. */
function FocusHolder({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const safe = box.current?.querySelector<HTMLElement>('[data-safe]');
    (safe ?? box.current?.querySelector<HTMLElement>('button'))?.focus();
  }, []);
  return (
    <div ref={box} className={styles.stack}>
      {children}
    </div>
  );
}

/** Props of {@link SignIn}. */
export interface SignInProps {
  readonly server: ToolServer;
  /** Null until known. */
  readonly source: ToolSourceView | null;
  readonly onStep: (step: SignInStep) => void;
}

/** The sign-in to a server, one step at a time. Renders nothing for a server that wants none. */
export function SignIn({ server, source, onStep }: SignInProps) {
  const wantsOne = source?.state.kind === 'sign_in';
  const view: SignInView | null =
    source?.signIn ?? (wantsOne ? { kind: 'signed_out', error: null } : null);
  if (view === null) return null;
  const name = visibleText(server.name);
  return (
    <div role="group" aria-label={t('settings.tools.sign_in.group', { name })}>
      <FocusHolder key={view.kind}>
        <Step name={name} view={view} onStep={onStep} />
      </FocusHolder>
    </div>
  );
}
