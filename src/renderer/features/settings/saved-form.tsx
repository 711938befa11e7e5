import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { EscapeLeaves } from '../../common/escape-leaves.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import settings from './settings.module.css';

/** Props of {@link SavedForm}. */
export interface SavedFormProps {
  readonly label: string;
  /** Whether anything was typed; then Escape does not close the form. */
  readonly isChanged: boolean;
  /** Why saving failed; null if it has not. */
  readonly failure: string | null;
  /** Returns whether everything can be saved; if not, the first wrong field gets the focus. */
  readonly onSubmit: () => boolean;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

function focusIn(form: HTMLFormElement | null, selector: string): void {
  form?.querySelector<HTMLElement>(selector)?.focus();
}

/** A form in a list of the settings. Its field `name` has the focus first. */
export function SavedForm({
  label,
  isChanged,
  failure,
  onSubmit,
  onCancel,
  children,
}: SavedFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    focusIn(form.current, '[name="name"]');
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <EscapeLeaves isChanged={isChanged} onLeave={onCancel}>
      <form
        ref={form}
        noValidate
        className={settings.form}
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          if (!onSubmit())
            requestAnimationFrame(() => focusIn(form.current, '[aria-invalid="true"]'));
        }}
      >
        {children}
        {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
        <div className={settings.buttons}>
          <Button tone="primary" type="submit">
            {t('common.save')}
          </Button>
          <Button tone="quiet" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </EscapeLeaves>
  );
}
