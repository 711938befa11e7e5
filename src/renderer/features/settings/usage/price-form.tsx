import { useEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { KnownPrice } from '../../../../shared/model/cost.ts';
import type { TokenPrice } from '../../../../shared/model/settings.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import { EscapeLeaves, useChanged } from '../../../common/escape-leaves.tsx';
import { parsePrice } from '../../../common/price-text.ts';
import styles from './usage.module.css';
import shared from '../settings.module.css';

interface PriceFormProps {
  readonly model: string;
  /** The current price; null if unknown. */
  readonly price: KnownPrice | null;
  readonly onClose: () => void;
}

function shown(amount: number | undefined): string {
  return amount === undefined ? '' : String(amount);
}

/** Asks for the token price of a model. */
export function PriceForm({ model, price, onClose }: PriceFormProps) {
  const controller = useController();
  const [prompt, setPrompt] = useState(shown(price?.prompt));
  const [completion, setCompletion] = useState(shown(price?.completion));
  const [cached, setCached] = useState(shown(price?.cached));
  const [isChecked, setChecked] = useState(false);
  const [problem, setProblem] = useProblem();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isChanged = useChanged([prompt, completion, cached]);
  const values = {
    prompt: parsePrice(prompt),
    completion: parsePrice(completion),
    cached: cached.trim() === '' ? undefined : parsePrice(cached),
  };
  const save = async (entered: TokenPrice | null): Promise<void> => {
    const result = await controller.command('prices.set', { model, price: entered });
    if (result.ok) onClose();
    else setProblem(result.error);
  };
  const errorOf = (value: number | null | undefined): string | null =>
    isChecked && value === null ? t('settings.price.problem', { example: 2.5 }) : null;
  return (
    <EscapeLeaves isChanged={isChanged} onLeave={onClose}>
      <form
        className={styles.priceForm}
        aria-label={t('settings.price.of', { model })}
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          const { prompt, completion, cached } = values;
          if (prompt === null || completion === null || cached === null) return;
          void save({ prompt, completion, ...(cached === undefined ? {} : { cached }) });
        }}
      >
        <p className={shared.quiet}>{t('settings.price.unit')}</p>
        <div className={styles.priceFields}>
          <TextField
            label={t('settings.price.prompt')}
            inputMode="decimal"
            ref={first}
            value={prompt}
            error={errorOf(values.prompt)}
            onChange={(event) => setPrompt(event.target.value)}
          />
          <TextField
            label={t('settings.price.answer')}
            inputMode="decimal"
            value={completion}
            error={errorOf(values.completion)}
            onChange={(event) => setCompletion(event.target.value)}
          />
          <TextField
            label={t('settings.price.cached')}
            inputMode="decimal"
            placeholder={t('settings.price.as_prompt')}
            value={cached}
            error={errorOf(values.cached)}
            onChange={(event) => setCached(event.target.value)}
          />
        </div>
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        <div className={shared.buttons}>
          <Button type="submit" size="small" tone="primary">
            {t('common.save')}
          </Button>
          <Button size="small" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {price?.from.kind === 'person' && (
            <Button size="small" tone="quiet" onClick={() => void save(null)}>
              {t('settings.price.forget')}
            </Button>
          )}
        </div>
      </form>
    </EscapeLeaves>
  );
}
