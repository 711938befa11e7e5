import { t } from '../../../../shared/language/translate.ts';
import type { ModelChoice } from '../../../../shared/model/assistants/assistant.ts';
import { useApp } from '../../../client/use-app.ts';
import { Combobox } from '../../../ui/combobox/combobox.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { useModelSearch } from '../providers/models/use-model-search.ts';
import { useSuggestions } from '../providers/models/use-suggestions.ts';
import styles from '../settings.module.css';

/** The model of an assistant, or none. */
export function ModelField({
  value,
  problem,
  onChange,
}: {
  readonly value: ModelChoice | null;
  readonly problem: string | null;
  readonly onChange: (value: ModelChoice | null) => void;
}) {
  const { suggest, drop } = useSuggestions();
  const providers = useApp((state) => state.settings?.providers) ?? [];
  const provider = providers.find(({ id }) => id === value?.providerId);
  const { listing, load, search } = useModelSearch(provider);
  const isKnown = value === null || provider !== undefined;
  const choose = async (providerId: string): Promise<void> => {
    drop();
    onChange(providerId === '' ? null : { providerId, model: '' });
    if (providerId === '') return;
    await suggest(providerId, (model) => onChange({ providerId, model: model ?? '' }));
  };
  return (
    <div className={styles.pair}>
      <SelectField<string>
        label={t('settings.assistants.model')}
        value={value?.providerId ?? ''}
        error={problem}
        options={[
          { value: '', label: t('settings.assistants.model.current') },
          ...(isKnown || value === null
            ? []
            : [{ value: value.providerId, label: t('settings.assistants.model.gone') }]),
          ...providers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => void choose(next)}
      />
      {value !== null && (
        <div className={styles.below}>
          <Combobox
            label={t('settings.assistants.model.name')}
            placeholder={t('settings.providers.default.choose_model')}
            value={value.model}
            options={(listing.models[value.providerId] ?? []).map(({ id }) => ({ value: id }))}
            search={search}
            note={listing.isLoading ? t('settings.providers.default.asking') : null}
            onOpen={() => void load(false)}
            onChange={(model) => {
              drop();
              onChange({ ...value, model });
            }}
          />
        </div>
      )}
    </div>
  );
}
