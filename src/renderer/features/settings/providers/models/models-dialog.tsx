import { kept } from '../../../../language/kept.ts';
import { useLanguage } from '../../../../language/language-context.ts';
import { useMemo, useState } from 'react';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Pencil from 'lucide-react/icons/pencil';
import Star from 'lucide-react/icons/star';
import type { ListedModel, ProviderView } from '../../../../../shared/contract/index.ts';
import { sentences } from '../../../../../shared/language/formats.ts';
import { sentenceOf } from '../../../../../shared/words/error-words.ts';
import { t } from '../../../../../shared/language/translate.ts';
import type { OwnModelPatch, OwnModels } from '../../../../../shared/model/models/own-model.ts';
import { useProblem } from '../../../../common/use-problem.ts';
import { factsLine } from '../../../../../shared/words/model-words.ts';
import { useApp, useController } from '../../../../client/use-app.ts';
import { choicesOf, type Choice } from '../../../../common/models/choices.ts';
import { filtersFrom, ModelFilters } from '../../../../common/models/model-filters.tsx';
import { ModelForm } from '../../../../common/models/model-form.tsx';
import { searchChoices } from '../../../../common/models/search-choices.ts';
import type { Listing } from '../../../../common/models/use-known-models.ts';
import { moneyText } from '../../../../../shared/words/money-words.ts';
import { ErrorCallout } from '../../../../ui/callout.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { useOpenForm } from '../../use-open-form.ts';
import styles from './models-dialog.module.css';

const noOwn: OwnModels = {};
const noModels: readonly ListedModel[] = [];

interface RowProps {
  readonly choice: Choice;
  readonly onChange: (patch: OwnModelPatch) => void;
  readonly onEdit: () => void;
}

function Row({ choice, onChange, onEdit }: RowProps) {
  const { model, label, facts, isFavourite, isHidden } = choice;
  const line = factsLine(facts, moneyText);
  return (
    <li className={styles.row} data-hidden={isHidden || undefined}>
      <div className={styles.words}>
        <span className={styles.name}>
          <bdi>{label}</bdi>
        </span>
        <span className={styles.quiet}>
          {[label === model ? '' : model, line].filter((text) => text !== '').join(' · ')}
        </span>
      </div>
      <IconButton
        label={t('settings.providers.models.favourite', { model: label })}
        size="small"
        aria-pressed={isFavourite}
        onClick={() => onChange({ favourite: !isFavourite })}
      >
        <Star size={16} fill={isFavourite ? 'currentColor' : 'none'} />
      </IconButton>
      <IconButton
        label={t('settings.providers.models.hidden', { model: label })}
        size="small"
        aria-pressed={isHidden}
        onClick={() => onChange({ hidden: !isHidden })}
      >
        {isHidden ? <EyeOff size={16} /> : <Eye size={16} />}
      </IconButton>
      <IconButton
        label={t('settings.edit', { name: label })}
        size="small"
        data-opens-form={model}
        onClick={onEdit}
      >
        <Pencil size={16} />
      </IconButton>
    </li>
  );
}

function List({
  provider,
  models,
  typed,
  onType,
  onEdit,
}: {
  readonly provider: Pick<ProviderView, 'id' | 'name'>;
  readonly models: readonly ListedModel[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onEdit: (model: string) => void;
}) {
  const controller = useController();
  const [problem, setProblem] = useProblem();
  const own = useApp((state) => state.settings?.settings.models ?? noOwn);
  const prices = useApp((state) => state.prices);
  const language = useLanguage();
  const choices = useMemo(
    () =>
      kept(() =>
        choicesOf({
          providers: [provider],
          listed: { [provider.id]: models },
          own,
          prices,
          recent: [],
          providerId: provider.id,
        }),
      ),
    [provider, models, own, prices],
  )(language);
  // Here, the hidden ones are shown, and a text that fits nothing offers nothing.
  const shown = useMemo(() => choices.map((choice) => ({ ...choice, isHidden: false })), [choices]);
  const { rows, hidden, note } = searchChoices(shown, typed);
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  const change = async (model: string, patch: OwnModelPatch): Promise<void> => {
    const result = await controller.command('models.change', {
      providerId: provider.id,
      model,
      patch,
    });
    setProblem(result.ok ? null : result.error);
  };
  const found = rows.flatMap(({ value }) => byValue.get(value) ?? []);
  return (
    <>
      <TextField
        label={t('settings.providers.models.search')}
        hideLabel
        placeholder={t('settings.providers.models.search_hint')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      {choices.length >= filtersFrom && (
        <div className={styles.filters}>
          <ModelFilters typed={typed} onType={onType} />
        </div>
      )}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <ul
        className={styles.list}
        aria-label={t('settings.providers.models_of', { provider: provider.name })}
      >
        {found.map((choice) => (
          <Row
            key={choice.value}
            choice={choice}
            onChange={(patch) => void change(choice.model, patch)}
            onEdit={() => onEdit(choice.model)}
          />
        ))}
      </ul>
      <p role="status" className={styles.quiet}>
        {sentences(
          found.length === 0 ? t('settings.providers.models.none_found') : '',
          hidden > 0 ? t('list.more_hidden', { count: hidden }) : '',
          note ?? '',
        )}
      </p>
    </>
  );
}

/** What stands in the place of a list without models. */
function emptyText({ isLoading, problems }: Listing): string {
  if (isLoading) return t('settings.providers.models.asking');
  return problems.length > 0 ? '' : t('settings.providers.models.none_listed');
}

/** Props of {@link ModelsDialog}. */
export interface ModelsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly provider: ProviderView;
  readonly listing: Listing;
}

/** All models of a provider: favourites, hidden ones, names and what each can do. */
export function ModelsDialog({ open, onClose, provider, listing }: ModelsDialogProps) {
  const { editing, open: edit, close, section } = useOpenForm();
  const [typed, setTyped] = useState('');
  const models = listing.models[provider.id] ?? noModels;
  const model = models.find(({ id }) => id === editing);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="large"
      title={
        model === undefined
          ? t('settings.providers.models_of', { provider: provider.name })
          : model.id
      }
    >
      {model === undefined ? (
        <section ref={section} className={styles.content}>
          {listing.problems.map(sentenceOf).map((text) => (
            <ErrorCallout key={text}>{text}</ErrorCallout>
          ))}
          {models.length === 0 ? (
            <p role="status" className={styles.quiet}>
              {emptyText(listing)}
            </p>
          ) : (
            <List
              provider={provider}
              models={models}
              typed={typed}
              onType={setTyped}
              onEdit={edit}
            />
          )}
        </section>
      ) : (
        <ModelForm provider={provider} listed={model} onDone={close} />
      )}
    </Dialog>
  );
}
