import { useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { problemsOfForm, type FormField } from '../../../../shared/model/person/form.ts';
import { Button } from '../../../ui/button.tsx';
import { draftOf, keepDraft, keptDraft, valuesOf } from './form-draft.ts';
import { FormFieldBox } from './form-field.tsx';
import { focusIfFree } from './focus-if-free.ts';
import { Message } from './message.tsx';
import type { RequestPartProps } from './request-part.ts';
import styles from './request.module.css';

function focusFirstField(box: HTMLElement | null): void {
  focusIfFree(box?.querySelector<HTMLElement>('input, select, textarea') ?? null);
}

/** A form that a server asks the person to fill in. */
export function FormRequest({
  message,
  fields,
  requestId,
  name,
  onAnswer,
}: RequestPartProps & { readonly message: string; readonly fields: readonly FormField[] }) {
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => keptDraft(requestId) ?? draftOf(fields));
  /** Fields are judged once the person has left them or tried to send. */
  const [judged, setJudged] = useState<ReadonlySet<string>>(new Set());
  const values = valuesOf(fields, draft);
  const problems = problemsOfForm(fields, values);

  const send = (): void => {
    if (problems.size === 0) return onAnswer({ kind: 'send', values });
    setJudged(new Set(fields.map((field) => field.name)));
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };
  return (
    <form
      ref={form}
      noValidate
      className={styles.body}
      aria-label={t('request.form', { server: name })}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Message text={message} />
      {fields.map((field, at) => (
        <div
          key={field.name}
          ref={at === 0 ? focusFirstField : undefined}
          className={styles.field}
          onFocus={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'nearest' })}
          onBlur={() => setJudged((before) => new Set(before).add(field.name))}
        >
          <FormFieldBox
            field={field}
            value={draft.get(field.name) ?? ''}
            problem={judged.has(field.name) ? (problems.get(field.name) ?? null) : null}
            onChange={(value) => {
              const next = new Map(draft).set(field.name, value);
              keepDraft(requestId, next);
              setDraft(next);
            }}
          />
        </div>
      ))}
      <p className={styles.quiet}>{t('request.form.hint', { server: name })}</p>
      <div className={styles.answers}>
        <Button type="submit" size="small" tone="primary">
          {t('request.form.send')}
        </Button>
        <Button
          ref={fields.length === 0 ? focusIfFree : undefined}
          size="small"
          onClick={() => onAnswer({ kind: 'decline' })}
        >
          {t('request.decline')}
        </Button>
      </div>
    </form>
  );
}
