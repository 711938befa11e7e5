import { useState } from 'react';
import { numberText } from '../../../shared/language/formats.ts';
import type { ListedModel, ProviderView } from '../../../shared/contract/index.ts';
import { t } from '../../../shared/language/translate.ts';
import { priceOf, type KnownPrice } from '../../../shared/model/cost.ts';
import { abilities, factsOf, type Ability, type Fact } from '../../../shared/model/models/facts.ts';
import {
  providerTools,
  type ProviderTool,
} from '../../../shared/model/models/own-model-choices.ts';
import { modelKey } from '../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import { useProblem } from '../use-problem.ts';
import { factWords } from '../../../shared/words/model-words.ts';
import { useApp, useController } from '../../client/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx';
import { EscapeLeaves, useChanged } from '../escape-leaves.tsx';
import { priceText } from '../price-text.ts';
import {
  changesOf,
  draftOf,
  type ModelDraft,
  type ModelDraftProblems,
  type Says,
} from './model-draft.ts';
import styles from './models.module.css';

interface TextProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: { readonly target: HTMLInputElement }) => void;
}

function knownText(fact: Fact<boolean> | null, provider: string): string {
  if (fact === null) return t('model_form.unknown');
  return factWords(fact.value ? t('model_form.yes') : t('model_form.no'), fact.from, provider);
}

function AbilityField({
  ability,
  known,
  value,
  onChange,
}: {
  readonly ability: Ability;
  /** The answer that counts without the person's, and its source. */
  readonly known: string;
  readonly value: Says;
  readonly onChange: (value: Says) => void;
}) {
  return (
    <SelectField<Says>
      label={t(`model_form.ability.${ability}`)}
      value={value}
      options={[
        { value: '', label: known },
        { value: 'yes', label: t('model_form.yes') },
        { value: 'no', label: t('model_form.no') },
      ]}
      onChange={onChange}
    />
  );
}

function ProviderTools({
  provider: { name, protocol },
  chosen,
  onChange,
}: {
  readonly provider: Pick<ProviderView, 'name' | 'protocol'>;
  readonly chosen: readonly ProviderTool[];
  readonly onChange: (chosen: readonly ProviderTool[]) => void;
}) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        {t('model_form.provider_tools', { provider: name })}
      </legend>
      <p className={styles.quiet}>
        {protocol === 'chat_completions'
          ? t('model_form.provider_tools.unavailable')
          : t('model_form.provider_tools.hint', { provider: name })}
      </p>
      {(protocol === 'chat_completions' ? [] : providerTools).map((tool) => (
        <SwitchField
          key={tool}
          label={t(`model_form.provider_tool.${tool}`)}
          checked={chosen.includes(tool)}
          onChange={(checked) =>
            onChange(checked ? [...chosen, tool] : chosen.filter((each) => each !== tool))
          }
        />
      ))}
    </fieldset>
  );
}

/** The fields of the person's price; says which price counts without it. */
function PriceFields({
  price,
  text,
}: {
  readonly price: KnownPrice | null;
  readonly text: (field: 'prompt' | 'completion' | 'cached') => TextProps;
}) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('model_form.price')}</legend>
      <div className={styles.three}>
        <TextField label={t('settings.price.prompt')} inputMode="decimal" {...text('prompt')} />
        <TextField label={t('settings.price.answer')} inputMode="decimal" {...text('completion')} />
        <TextField
          label={t('settings.price.cached')}
          inputMode="decimal"
          placeholder={t('settings.price.as_prompt')}
          {...text('cached')}
        />
      </div>
      <p className={styles.quiet}>
        {price === null || price.from.kind === 'person'
          ? t('model_form.price_hint')
          : t('model_form.price_else', { price: priceText(price) })}
      </p>
    </fieldset>
  );
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector('input')?.focus();
}

/** Props of {@link ModelForm}. */
export interface ModelFormProps {
  readonly provider: Pick<ProviderView, 'id' | 'name' | 'kind' | 'protocol'>;
  readonly listed: ListedModel;
  readonly onDone: () => void;
}

/** Shows the facts about a model; the person can correct them, rename, favour or hide the model. */
export function ModelForm({ provider, listed, onDone }: ModelFormProps) {
  const controller = useController();
  const { id: model, refusedTokens, table } = listed;
  const own = useApp((state) =>
    ownEntry(state.settings?.settings.models, modelKey(provider.id, model)),
  );
  const price = useApp((state) => priceOf(state.prices, model));
  const [draft, setDraft] = useState(() => draftOf(own, price));
  const isChanged = useChanged([draft]);
  const [problems, setProblems] = useState<ModelDraftProblems>({});
  const [failure, setFailure] = useProblem();
  const facts = factsOf({ said: listed, refusedTokens, table, price });
  const set = (change: Partial<ModelDraft>): void =>
    setDraft((before) => ({ ...before, ...change }));
  const text = (field: 'name' | 'context' | 'prompt' | 'completion' | 'cached'): TextProps => ({
    value: draft[field],
    error: problems[field],
    onChange: (event: { readonly target: HTMLInputElement }) =>
      set({ [field]: event.target.value }),
  });
  const save = async (): Promise<void> => {
    const changes = changesOf(draft, price);
    setProblems('problems' in changes ? changes.problems : {});
    if ('problems' in changes) return;
    const { patch, price: wanted } = changes;
    const saved = await controller.command('models.change', {
      providerId: provider.id,
      model,
      patch,
    });
    const priced =
      wanted === undefined
        ? saved
        : await controller.command('prices.set', { model, price: wanted });
    const failed = saved.ok ? priced : saved;
    if (failed.ok) onDone();
    else setFailure(failed.error);
  };
  const { contextTokens } = facts;
  const context =
    contextTokens === null
      ? t('model_form.unknown')
      : factWords(numberText(contextTokens.value), contextTokens.from, provider.name);
  return (
    <EscapeLeaves isChanged={isChanged} onLeave={onDone}>
      <form
        ref={focusFirst}
        noValidate
        className={styles.form}
        aria-label={model}
        onSubmit={(event) => {
          event.preventDefault();
          // The dialog may have been opened from another form.
          event.stopPropagation();
          void save();
        }}
      >
        <TextField
          label={t('settings.field.name')}
          placeholder={listed.name ?? model}
          maxLength={200}
          hint={t('model_form.name_hint')}
          {...text('name')}
        />
        <SwitchField
          label={t('model_form.favourite')}
          hint={t('model_form.favourite_hint')}
          checked={draft.isFavourite}
          onChange={(isFavourite) => set({ isFavourite })}
        />
        <SwitchField
          label={t('model_form.hidden')}
          hint={t('model_form.hidden_hint', { word: 'hidden' })}
          checked={draft.isHidden}
          onChange={(isHidden) => set({ isHidden })}
        />
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('model_form.abilities')}</legend>
          {abilities.map((ability) => (
            <AbilityField
              key={ability}
              ability={ability}
              known={knownText(facts[ability], provider.name)}
              value={draft[ability]}
              onChange={(says) => set({ [ability]: says })}
            />
          ))}
          <TextField
            label={t('model_form.context')}
            inputMode="numeric"
            placeholder={context}
            maxLength={20}
            {...text('context')}
          />
        </fieldset>
        <PriceFields price={price} text={text} />
        {provider.kind !== 'demo' && (
          <ProviderTools
            provider={provider}
            chosen={draft.providerTools}
            onChange={(chosen) => set({ providerTools: chosen })}
          />
        )}
        {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
        <div className={styles.buttons}>
          <Button tone="primary" type="submit">
            {t('common.save')}
          </Button>
          <Button tone="quiet" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </EscapeLeaves>
  );
}
