import { useEffect, useReducer, useRef, useState } from 'react';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ExtraFault } from '../../../../shared/model/extra-rules.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { baseUrlProblem } from '../../../common/base-url.ts';
import { useChanged } from '../../../common/escape-leaves.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { PlainHttpQuestion } from '../../../ui/plain-http-question.tsx';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { accountOf, accountToSave, timeoutProblem } from './account-draft.ts';
import { changeRows, extrasToSave, faultsOf, rowsOf, type ExtraRow } from './extra-rows.ts';
import { ExtrasEditor } from './extras-editor.tsx';
import { hasMore, MoreFields } from './more-fields.tsx';
import { changeProtocols, protocolsOf, protocolsToSave } from './protocol-rows.ts';
import { AddressFields, Frame, KeyHint } from './provider-form-parts.tsx';
import { useProviderSave } from './use-provider-save.ts';
import styles from '../settings.module.css';

const noFaults: ReadonlyMap<number, ExtraFault> = new Map();

/** True for a row whose value will be encrypted. */
const holdsSecret = ({ isSecret, value }: ExtraRow): boolean => isSecret && value !== '';

/** Props of {@link ProviderForm}. */
export interface ProviderFormProps {
  /** Null for a new one. */
  readonly provider: ProviderView | null;
  /** `saved` is null if the form was closed without saving. */
  readonly onDone: (saved: ProviderView | null) => void;
}

/**
 * Name, address, key and extras of a provider. The key is write-only; only its last characters are
 * shown.
 */
export function ProviderForm({ provider, onDone }: ProviderFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(provider?.name ?? '');
  const [url, setUrl] = useState(provider?.baseUrl ?? '');
  const [key, setKey] = useState('');
  const [extras, change] = useReducer(changeRows, provider?.extras ?? [], rowsOf);
  const [protocols, changeProtocol] = useReducer(changeProtocols, provider, protocolsOf);
  const [account, setAccount] = useState(() => accountOf(provider));
  const isChanged = useChanged([name, url, key, extras, protocols, account]);
  const [isMore, setMore] = useState(() => hasMore(provider));
  /** Rows are validated from the first attempt to save, not while they are being typed. */
  const [isJudged, setJudged] = useState(false);
  const { problems, begin, forgetQuestion, save, deleteKey } = useProviderSave(provider);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    form.current?.querySelector('input')?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  /** Focuses the first invalid box after it has been rendered. */
  const showProblem = (): void => {
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };

  const submit = async (allowsPlainHttp = false): Promise<void> => {
    const wrong = baseUrlProblem(url);
    begin(wrong);
    setJudged(true);
    const isFaulty = faultsOf(extras).size > 0 || timeoutProblem(account) !== null;
    if (isFaulty) setMore(true);
    if (wrong !== null || isFaulty) showProblem();
    if (wrong !== null || isFaulty || busy) return;
    setBusy(true);
    const wanted = extrasToSave(extras);
    const input = {
      kind: 'openai_compatible' as const,
      name,
      baseUrl: url,
      ...(wanted === undefined ? {} : { extras: [...wanted] }),
      ...protocolsToSave(protocols),
      ...accountToSave(account),
      ...(allowsPlainHttp ? { allowsPlainHttp } : {}),
    };
    const saved = await save(input, key);
    setBusy(false);
    if (saved === null) showProblem();
    else onDone(saved);
  };
  const hasKey = provider !== null && !['none', 'environment'].includes(provider.key.kind);
  return (
    <Frame
      form={form}
      label={provider === null ? t('settings.providers.new') : provider.name}
      onSubmit={() => void submit()}
      isChanged={isChanged}
      onLeave={() => onDone(null)}
    >
      <AddressFields
        isNew={provider === null}
        url={url}
        name={name}
        problem={problems.url && sentenceOf(problems.url)}
        onUrl={(next) => {
          setUrl(next);
          forgetQuestion();
        }}
        onName={setName}
      />
      <KeyField
        value={key}
        error={problems.key && sentenceOf(problems.key)}
        placeholder={hasKey ? t('settings.providers.key.replace') : ' '}
        hint={
          <KeyHint
            provider={provider}
            url={url}
            hasKey={hasKey}
            onDelete={() => void deleteKey()}
          />
        }
        onChange={(event) => setKey(event.target.value)}
      />
      <ExtrasEditor
        rows={extras.rows}
        faults={isJudged ? faultsOf(extras) : noFaults}
        problem={provider?.extrasProblem ?? null}
        isOpen={isMore}
        onToggle={setMore}
        change={change}
      >
        <MoreFields
          provider={provider}
          account={account}
          problem={isJudged ? timeoutProblem(account) : null}
          onAccount={setAccount}
          protocols={protocols}
          onProtocols={changeProtocol}
        />
      </ExtrasEditor>
      {(key !== '' || extras.rows.some(holdsSecret)) && <WeakKeyStorage />}
      {problems.question !== null && (
        <PlainHttpQuestion
          message={sentenceOf(problems.question)}
          disabled={busy}
          onAgree={() => void submit(true)}
        />
      )}
      {problems.form !== null && <ErrorCallout>{sentenceOf(problems.form)}</ErrorCallout>}
      <div className={styles.buttons}>
        <Button tone="primary" type="submit" disabled={busy}>
          {t('common.save')}
        </Button>
        <Button tone="quiet" onClick={() => onDone(null)}>
          {t('common.cancel')}
        </Button>
      </div>
    </Frame>
  );
}
