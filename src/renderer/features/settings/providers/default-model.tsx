import RefreshCw from 'lucide-react/icons/refresh-cw';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox/combobox.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { Listing } from '../../../common/models/use-known-models.ts';
import { useModelSearch } from './models/use-model-search.ts';
import { useSuggestions } from './models/use-suggestions.ts';
import { useSetting } from '../use-setting.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

function noteFor({ problems, isLoading, models }: Listing, providerId: string): string | null {
  if (problems.length > 0)
    return t('settings.providers.default.list_failed', {
      problem: sentences(...problems.map(sentenceOf)),
    });
  if (isLoading) return t('settings.providers.default.asking');
  return models[providerId]?.length === 0 ? t('settings.providers.default.none_listed') : null;
}

/** The model of new conversations. */
export function DefaultModel() {
  const { store } = useController();
  const { suggest, drop } = useSuggestions();
  const providers = useApp((state) => state.settings?.providers);
  const providerId = useApp((state) => state.settings?.settings.defaultProviderId ?? null);
  const model = useApp((state) => state.settings?.settings.defaultModel ?? '');
  const provider = providers?.find(({ id }) => id === providerId);
  const { listing, load, search } = useModelSearch(provider);
  const { problem, save } = useSetting();
  if (providers === undefined || providers.length === 0) return null;

  const isKnown = provider !== undefined;
  const choose = async (next: string): Promise<void> => {
    if (next === '') return;
    const take = (model: string | null): Promise<void> | undefined => {
      // The provider may have been deleted, or changed in another window.
      const chosen = store.getState().settings?.settings.defaultProviderId;
      return chosen === next ? save({ defaultModel: model }) : undefined;
    };
    // The old model belongs to the old provider.
    await suggest(next, take, save({ defaultProviderId: next, defaultModel: null }));
  };
  return (
    <section className={styles.group} aria-labelledby="default-model">
      <SettingHeading id="default-model" setting="defaultModel" />
      <div className={styles.pair}>
        <SelectField
          label={t('settings.providers.default.provider')}
          hideLabel
          value={isKnown ? (providerId ?? '') : ''}
          options={[
            ...(isKnown
              ? []
              : [{ value: '', label: t('settings.providers.default.choose_provider') }]),
            ...providers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={problem}
          onChange={(next) => void choose(next)}
        />
        <Combobox
          label={t('settings.providers.default.model')}
          placeholder={t('settings.providers.default.choose_model')}
          value={model}
          disabled={!isKnown}
          options={(listing.models[providerId ?? ''] ?? []).map(({ id }) => ({ value: id }))}
          search={search}
          note={noteFor(listing, providerId ?? '')}
          onOpen={() => void load(false)}
          onChange={(next) => {
            drop();
            void save({ defaultModel: next });
          }}
          footer={
            <Button
              tone="quiet"
              size="small"
              icon={<RefreshCw size={14} />}
              disabled={listing.isLoading}
              onClick={() => void load(true)}
            >
              {t('common.refresh')}
            </Button>
          }
        />
      </div>
    </section>
  );
}
