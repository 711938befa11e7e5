import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { baseUrlProblem, nameFromUrl } from '../../base-url.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { KeyField } from '../../ui/key-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { WeakKeyStorage } from '../../weak-key-storage.tsx';
import type { Setup } from './use-setup.ts';
import styles from './first-run.module.css';

const openAiUrl = 'https://api.openai.com/v1';

function Form({
  setup,
  submit,
  children,
}: {
  readonly setup: Setup;
  readonly submit: () => void;
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
        submit();
      }}
    >
      {children}
      {setup.error !== null && <ErrorCallout>{setup.error.message}</ErrorCallout>}
      <Button tone="primary" type="submit" className={styles.submit} disabled={setup.busy}>
        {setup.busy ? 'Connecting…' : 'Connect'}
      </Button>
    </form>
  );
}

/** A key for OpenAI. */
export function OpenAiForm({ setup }: { readonly setup: Setup }) {
  const [key, setKey] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (): void => {
    setMissing(key.trim() === '');
    if (key.trim() === '') return;
    void setup.begin({
      kind: 'openai_compatible',
      name: 'OpenAI',
      baseUrl: openAiUrl,
      key,
      model: '',
    });
  };
  return (
    <Form setup={setup} submit={submit}>
      <KeyField
        value={key}
        onChange={(event) => setKey(event.target.value)}
        placeholder="sk-…"
        error={missing ? 'Paste a key here. It begins with “sk-”.' : null}
        hint="Make one at platform.openai.com, under API keys. It is kept encrypted on this machine and sent to OpenAI only."
      />
      <WeakKeyStorage />
    </Form>
  );
}

/** Any server that speaks the same language. */
export function ServerForm({ setup }: { readonly setup: Setup }) {
  const [url, setUrl] = useState('');
  const [key, setKey] = useState('');
  const [model, setModel] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (): void => {
    const wrong = baseUrlProblem(url);
    setProblem(wrong);
    if (wrong !== null) return;
    const baseUrl = url.trim();
    void setup.begin({
      kind: 'openai_compatible',
      name: nameFromUrl(baseUrl),
      baseUrl,
      key,
      model,
    });
  };
  return (
    <Form setup={setup} submit={submit}>
      <TextField
        label="Base URL"
        inputMode="url"
        placeholder="https://example.com/v1"
        value={url}
        error={problem}
        onChange={(event) => setUrl(event.target.value)}
      />
      <KeyField
        value={key}
        onChange={(event) => setKey(event.target.value)}
        hint="Leave it empty if the server asks for none."
      />
      {setup.needsModel && (
        <TextField
          label="Model name"
          hint="This server does not list its models. Type the name of one to go on."
          value={model}
          onChange={(event) => setModel(event.target.value)}
        />
      )}
      {key !== '' && <WeakKeyStorage />}
    </Form>
  );
}
