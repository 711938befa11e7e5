import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import { useProblem } from '../../common/use-problem.ts';
import { baseUrlProblem } from '../../common/base-url.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { KeyField } from '../../ui/key-field.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { services } from '../../common/services.ts';
import { PlainHttpQuestion } from '../../ui/plain-http-question.tsx';
import { WeakKeyStorage } from '../../common/weak-key-storage.tsx';
import type { Setup } from './use-setup.ts';
import styles from './first-run.module.css';
import { sentenceHere, sentenceOf } from '../../../shared/words/error-words.ts';

/** The failure, beside the fields it concerns; there is nothing in Settings yet. */
function Failure({ setup, onAgree }: { readonly setup: Setup; readonly onAgree: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  // It could be out of sight below the end of a small window.
  useEffect(() => {
    // Newer Chromium returns a promise, which is not a clean-up function.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className={styles.failure}>
      {setup.error?.action === 'allow_plain_http' ? (
        <PlainHttpQuestion
          message={sentenceOf(setup.error)}
          disabled={setup.busy}
          onAgree={onAgree}
        />
      ) : (
        <ErrorCallout>{setup.error !== null && sentenceHere(setup.error)}</ErrorCallout>
      )}
    </div>
  );
}

function Form({
  setup,
  hasProblem = false,
  submit,
  children,
}: {
  readonly setup: Setup;
  /** True if a field already shows a problem, which hides the previous failure. */
  readonly hasProblem?: boolean;
  /** `allowsPlainHttp`: the person accepts that messages to the address can be read in transit. */
  readonly submit: (allowsPlainHttp: boolean) => void;
  readonly children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form
      ref={form}
      noValidate
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(false);
      }}
    >
      {children}
      {setup.error !== null && !hasProblem && (
        <Failure setup={setup} onAgree={() => submit(true)} />
      )}
      <Button tone="primary" type="submit" className={styles.submit} disabled={setup.busy}>
        {setup.busy ? t('first_run.connecting') : t('first_run.connect')}
      </Button>
    </form>
  );
}

/** The name of a model, asked for if the server lists none. */
function ModelNameField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextField
      label={t('first_run.model')}
      hint={t('first_run.model.hint')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The form for the key of a well-known service. */
export function ServiceForm({ setup }: { readonly setup: Setup }) {
  const [name, setName] = useState('OpenAI');
  const [key, setKey] = useState('');
  const [model, setModel] = useState('');
  const [missing, setMissing] = useState(false);
  const service = services.find((each) => each.name === name);
  const submit = (): void => {
    setMissing(key.trim() === '');
    if (key.trim() === '' || service === undefined) return;
    const { baseUrl } = service;
    void setup.begin({ kind: 'openai_compatible', name, baseUrl, key, model });
  };
  return (
    <Form setup={setup} hasProblem={missing} submit={submit}>
      <SelectField
        label={t('first_run.service.label')}
        value={name}
        options={services.map((each) => ({ value: each.name, label: each.name }))}
        onChange={setName}
      />
      <KeyField
        value={key}
        onChange={(event) => setKey(event.target.value)}
        placeholder={name === 'OpenAI' ? 'sk-…' : ' '}
        error={missing ? t('first_run.key.missing') : null}
        hint={t('first_run.key.hint', { site: service?.keys ?? name, service: name })}
      />
      {setup.needsModel && <ModelNameField value={model} onChange={setModel} />}
      <WeakKeyStorage />
    </Form>
  );
}

/** The problem with the typed address; null if something else failed. */
function addressProblem(error: ParleyError | null): string | null {
  if (error === null || error.kind !== 'invalid') return null;
  return error.status === undefined && error.action === undefined ? sentenceOf(error) : null;
}

/** The form for any OpenAI-compatible server. */
export function ServerForm({ setup }: { readonly setup: Setup }) {
  const [url, setUrl] = useState('');
  /** The address tried last. Consent is only valid for this address. */
  const [tried, setTried] = useState('');
  const [key, setKey] = useState('');
  const [model, setModel] = useState('');
  const [problem, setProblem] = useProblem();
  const submit = (allowsPlainHttp: boolean): void => {
    const wrong = baseUrlProblem(url);
    setProblem(wrong);
    if (wrong !== null) return;
    const baseUrl = url.trim();
    setTried(baseUrl);
    void setup.begin({
      kind: 'openai_compatible',
      name: '',
      baseUrl,
      key,
      model,
      ...(allowsPlainHttp && baseUrl === tried ? { allowsPlainHttp } : {}),
    });
  };
  const wrongUrl = problem ?? addressProblem(setup.error);
  return (
    <Form setup={setup} hasProblem={wrongUrl !== null} submit={submit}>
      <TextField
        label={t('settings.providers.url')}
        inputMode="url"
        placeholder="https://example.com/v1"
        value={url}
        error={wrongUrl}
        onChange={(event) => setUrl(event.target.value)}
      />
      <KeyField
        value={key}
        onChange={(event) => setKey(event.target.value)}
        hint={t('first_run.key.optional')}
      />
      {setup.needsModel && <ModelNameField value={model} onChange={setModel} />}
      {key !== '' && <WeakKeyStorage />}
    </Form>
  );
}
