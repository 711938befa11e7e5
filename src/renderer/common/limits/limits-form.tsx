import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import type { Result } from '../../../shared/model/errors.ts';
import type { CostLimits } from '../../../shared/model/spending/limits.ts';
import { useProblem } from '../use-problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { LimitFields } from './limit-fields.tsx';
import { readLimits, typedLimits } from './typed-limits.ts';
import styles from './limits.module.css';

/** Props of {@link LimitsForm}. */
export interface LimitsFormProps {
  /** The accessible name of the form. */
  readonly label: string;
  readonly limits: CostLimits | undefined;
  /** The name of the button that saves. */
  readonly save?: string;
  readonly onSave: (limits: CostLimits) => Promise<Result<unknown>>;
  /** Called once the limits are saved, and by Cancel and Esc. */
  readonly onClose: (isSaved: boolean) => void;
}

/** Asks for the two limits, and saves them. */
export function LimitsForm({ label, limits, save, onSave, onClose }: LimitsFormProps) {
  const [typed, setTyped] = useState(() => typedLimits(limits));
  const [hasTried, setTried] = useState(false);
  const [failure, setFailure] = useProblem();
  const read = readLimits(typed);
  const stop = useRef<HTMLInputElement>(null);
  useEffect(() => stop.current?.focus(), []);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!read.ok) return;
    const result = await onSave(read.limits);
    if (result.ok) onClose(true);
    else setFailure(result.error);
  };
  return (
    <div
      role="presentation"
      data-handles-escape
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose(false);
      }}
    >
      <form
        noValidate
        className={styles.form}
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <LimitFields
          typed={typed}
          problems={hasTried && !read.ok ? read.problems : null}
          stopRef={stop}
          onChange={(change) => setTyped({ ...typed, ...change })}
        />
        {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
        <div className={styles.buttons}>
          <Button type="submit" size="small" tone="primary">
            {save ?? t('common.save')}
          </Button>
          <Button size="small" onClick={() => onClose(false)}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </div>
  );
}
