import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react';
import { listText, sentences } from '../../../../../shared/language/formats.ts';
import { t } from '../../../../../shared/language/translate.ts';
import { sentenceOf } from '../../../../../shared/words/error-words.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorCallout } from '../../../../ui/callout.tsx';
import { FieldFor } from './field-for.tsx';
import { Preview } from './preview.tsx';
import type { FormStore } from './form-store.ts';
import styles from './form.module.css';

/** Props of {@link ArgumentFormView}. */
export interface ArgumentFormProps {
  readonly store: FormStore;
  readonly onCancel: () => void;
}

function focusField(form: RefObject<HTMLFormElement | null>, name: string): void {
  form.current?.querySelector<HTMLElement>(`[data-argument="${CSS.escape(name)}"]`)?.focus();
}

/**
 * The form of a chosen prompt or template, above the message. While something without fields is
 * fetched, it says so.
 */
export function ArgumentFormView({ store, onCancel }: ArgumentFormProps) {
  const { title, description, from, fields, submitLabel, preview } = store.form;
  const { phase, values } = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  const form = useRef<HTMLFormElement>(null);
  const first = fields[0]?.name;
  useLayoutEffect(() => {
    if (first !== undefined) focusField(form, first);
  }, [first]);
  const submit = (): void => {
    const missing = store.submit();
    if (missing !== null) focusField(form, missing);
  };
  const isWorking = phase.kind === 'working';
  return (
    <div
      role="presentation"
      className={styles.place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <form
        ref={form}
        aria-label={listText([title, from()])}
        aria-busy={isWorking}
        noValidate
        className={styles.form}
        // Something that is fetched at once should not flash.
        data-quick={(fields.length === 0 && isWorking) || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={styles.head}>
          <h2 className={styles.title}>
            <bdi>{title}</bdi>
          </h2>
          <span className={styles.from}>
            <bdi>{from()}</bdi>
          </span>
        </div>
        {description !== '' && fields.length > 0 && <p className={styles.about}>{description}</p>}
        {fields.length > 0 && (
          <div className={styles.fields}>
            {fields.map((field) => (
              <FieldFor key={field.name} field={field} store={store} onSubmit={submit} />
            ))}
          </div>
        )}
        {preview !== undefined && fields.length > 0 && <Preview text={preview(values)} />}
        {phase.kind === 'failed' && (
          <ErrorCallout>{sentences(...phase.errors.map(sentenceOf))}</ErrorCallout>
        )}
        <div className={styles.foot}>
          <p role="status" className={styles.status}>
            {isWorking ? t('popup.asking', { server: from() }) : ''}
          </p>
          <Button size="small" tone="quiet" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          {(fields.length > 0 || phase.kind === 'failed') && (
            <Button size="small" tone="primary" type="submit" disabled={isWorking}>
              {phase.kind === 'failed' ? t('popup.form.try_again') : submitLabel()}
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}
