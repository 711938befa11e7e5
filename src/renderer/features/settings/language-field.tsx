import {
  languages,
  offeredLanguages,
  type LanguageTag,
} from '../../../shared/language/catalogues.ts';
import { languageSet } from '../../../shared/language/choose.ts';
import { t } from '../../../shared/language/translate.ts';
import { SelectField } from '../../ui/field.tsx';
import { useApp } from '../../client/use-app.ts';
import { useFields } from './use-fields.ts';
import { useSetting } from './use-setting.ts';

const nameOf = (tag: LanguageTag): string => languages[tag].name;

/** The language of Parley. Each is called by its own name, so that everybody finds theirs. */
export function LanguageField() {
  const chosen = useApp((state) => languageSet(state.settings?.settings.language ?? ''));
  const system = useApp((state) => state.language?.system ?? null);
  const { problem, save } = useSetting();
  const field = useFields();
  if (system === null || offeredLanguages.length === 1) return null;
  return (
    <SelectField
      {...field('language')}
      value={chosen ?? ''}
      options={[
        { value: '', label: t('settings.general.language.system', { name: nameOf(system) }) },
        ...offeredLanguages.map((tag) => ({ value: tag, label: nameOf(tag) })),
      ]}
      error={problem}
      onChange={(value) => void save({ language: value })}
    />
  );
}
