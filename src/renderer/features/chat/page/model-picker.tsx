import { kept } from '../../../language/kept.ts';
import { useLanguage } from '../../../language/language-context.ts';
import { useMemo, useState } from 'react';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { sentences } from '../../../../shared/language/formats.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ModelChoice } from '../../../../shared/model/assistants/assistant.ts';
import { hasOwnModel } from '../../../../shared/model/assistants/effective.ts';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { OwnModels } from '../../../../shared/model/models/own-model.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import type { ModelPlace } from '../../../common/models/choices.ts';
import type { ModelDialogProps } from '../../../common/models/model-dialog.tsx';
import { useKnownModels, type Listing } from '../../../common/models/use-known-models.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox/combobox.tsx';
import { optionRows, type ComboboxRows } from '../../../ui/combobox/rows.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { changeModel } from './change-own.ts';
import { currentModel } from './current-model.ts';
import { useOwnValues } from './own-values.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';

const loadFinder = () => import('../../../common/models/finder.ts');
type Finder = Awaited<ReturnType<typeof loadFinder>>;

const ModelDialog = deferred<ModelDialogProps>(
  async () => (await import('../../../common/models/model-dialog.tsx')).ModelDialog,
);

const noOwn: OwnModels = {};
const noProviders: readonly ProviderView[] = [];

/**
 * The models of all providers, once the list has been opened; null until then. What makes the list
 * is loaded with it.
 */
function useChoices(providerId: string | null) {
  const { store } = useController();
  const providers = useApp((state) => state.settings?.providers ?? noProviders);
  const own = useApp((state) => state.settings?.settings.models ?? noOwn);
  const prices = useApp((state) => state.prices);
  const { listing, load } = useKnownModels(providers.map(({ id }) => id));
  const [finder, setFinder] = useState<Finder | null>(null);
  const [recent, setRecent] = useState<readonly ModelPlace[]>([]);
  const { models: listed } = listing;
  const language = useLanguage();
  const choices = useMemo(
    () =>
      kept(() => finder?.choicesOf({ providers, listed, own, prices, recent, providerId }) ?? []),
    [finder, providers, listed, own, prices, recent, providerId],
  )(language);
  const open = async (): Promise<void> => {
    void load(false);
    const found = await loadFinder();
    setFinder(found);
    setRecent(found.recentModels(Object.values(store.getState().heads)));
  };
  return { providers, own, listing, finder, choices, load, open };
}

const nothingFound = (typed: string | null): ComboboxRows => optionRows([], typed);

function noteFor({ problems, isLoading }: Listing, count: number): string | null {
  if (problems.length > 0) return sentences(...problems.map(sentenceOf));
  if (count > 0) return null;
  return isLoading ? t('model_picker.loading') : t('model_picker.none');
}

interface ModelPickerProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
  /** Opens the question whom to compare. */
  readonly onCompare?: (() => void) | undefined;
}

/** Chooses the model. Any name can be typed; the servers' lists are suggestions. */
export function ModelPicker({ conversationId, page, turns, onCompare }: ModelPickerProps) {
  const controller = useController();
  const own = useOwnValues(conversationId, turns);
  const view = useApp((state) => state.settings);
  const { providerId, model } = currentModel(own, view);
  const all = useChoices(providerId);
  const [about, setAbout] = useState<{ readonly isOpen: boolean } | null>(null);
  const usual = own.assistant?.model;
  if (providerId === null) return null;
  const { listing, finder, choices } = all;
  const provider = all.providers.find(({ id }) => id === providerId);
  const target = (value: string): ModelChoice => {
    const chosen = choices.find((each) => each.value === value);
    return { providerId: chosen?.providerId ?? providerId, model: chosen?.model ?? value };
  };
  const change = (model: ModelChoice): Promise<void> =>
    changeModel({ controller, page, turns, conversationId }, model);

  return (
    <>
      <Combobox
        label={t('model_picker.label')}
        focusName="model_picker"
        look="bare"
        placeholder={t('model_picker.placeholder')}
        value={model}
        display={ownEntry(all.own, modelKey(providerId, model))?.name}
        options={choices}
        search={finder === null ? nothingFound : (typed) => finder.searchChoices(choices, typed)}
        filters={
          finder === null || choices.length < finder.filtersFrom
            ? undefined
            : (typed, onType) => <finder.ModelFilters typed={typed} onType={onType} />
        }
        disabled={own.readOnly !== undefined}
        onChange={(value) => void change(target(value))}
        onOpen={() => void all.open()}
        note={noteFor(listing, choices.length)}
        footer={
          <>
            <Button
              size="small"
              tone="quiet"
              icon={<RefreshCw size={14} aria-hidden />}
              disabled={listing.isLoading}
              onClick={() => void all.load(true)}
            >
              {t('common.refresh')}
            </Button>
            {model !== '' && (
              <Button size="small" tone="quiet" onClick={() => setAbout({ isOpen: true })}>
                {t('model_picker.about')}
              </Button>
            )}
            {onCompare !== undefined && (
              <Button size="small" tone="quiet" onClick={onCompare}>
                {t('model_picker.compare')}
              </Button>
            )}
            {usual !== undefined && hasOwnModel(own, usual) && (
              <Button size="small" tone="quiet" onClick={() => void change(usual)}>
                {t('model_picker.use_assistants', { model: usual.model })}
              </Button>
            )}
          </>
        }
      />
      {about !== null && provider !== undefined && (
        <ModelDialog
          key={modelKey(providerId, model)}
          open={about.isOpen}
          provider={provider}
          listed={listing.models[providerId]?.find(({ id }) => id === model) ?? { id: model }}
          onClose={() => setAbout({ isOpen: false })}
        />
      )}
    </>
  );
}
