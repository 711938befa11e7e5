import { useState } from 'react';
import CircleCheck from 'lucide-react/icons/circle-check';
import { t } from '../../../../shared/language/translate.ts';
import type { SearchEngine, WebSearchView } from '../../../../shared/model/tools.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import { useFields } from '../use-fields.ts';
import settings from '../settings.module.css';

type Chosen = SearchEngine | 'none';

/** The engines that need nothing but a key, by their own names. */
const engineNames = {
  brave: 'Brave Search',
  tavily: 'Tavily',
  exa: 'Exa',
  jina: 'Jina',
  kagi: 'Kagi',
} as const;
const engines: readonly Chosen[] = ['none', 'searxng', 'brave', 'tavily', 'exa', 'jina', 'kagi'];

function labelOf(engine: Chosen): string {
  switch (engine) {
    case 'none':
      return t('settings.tools.search.none');
    case 'searxng':
      return t('settings.tools.search.searxng');
    case 'brave':
    case 'tavily':
    case 'exa':
    case 'jina':
    case 'kagi':
      return engineNames[engine];
  }
}

type Tested =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'answered'; readonly results: number }
  | { readonly kind: 'failed'; readonly error: Coded };

function TestResult({ tested }: { readonly tested: Tested }) {
  switch (tested.kind) {
    case 'nothing':
    case 'busy':
      return null;
    case 'failed':
      return <ErrorCallout>{sentenceOf(tested.error)}</ErrorCallout>;
    case 'answered':
      return (
        <p role="status" className={settings.fine}>
          <CircleCheck size={16} aria-hidden />
          {tested.results === 0
            ? t('settings.tools.search.test_nothing')
            : t('settings.tools.search.test_fine')}
        </p>
      );
  }
}

/** The settings of web search: the engine, its address or key, and a test. */
export function WebSearch({ search }: { readonly search: WebSearchView }) {
  const controller = useController();
  const [engine, setEngine] = useState<Chosen>(search.engine ?? 'none');
  const [url, setUrl] = useState(search.url);
  const [key, setKey] = useState('');
  const [tested, setTested] = useState<Tested>({ kind: 'nothing' });
  const [problem, setProblem] = useProblem();
  const field = useFields();
  const hasKey = engine !== 'none' && search.keys.includes(engine);
  const isKept =
    engine === (search.engine ?? 'none') &&
    key === '' &&
    (engine !== 'searxng' || url === search.url);

  const save = async (): Promise<void> => {
    const result = await controller.command('tools.setSearch', {
      engine: engine === 'none' ? null : engine,
      url: url.trim(),
      key: key === '' ? null : key,
    });
    setProblem(result.ok ? null : result.error);
    setTested({ kind: 'nothing' });
    if (result.ok) setKey('');
  };
  const test = async (): Promise<void> => {
    setTested({ kind: 'busy' });
    const result = await controller.command('tools.testSearch', undefined);
    setTested(
      result.ok
        ? { kind: 'answered', results: result.value.results }
        : { kind: 'failed', error: result.error },
    );
  };
  return (
    <form
      className={settings.group}
      aria-labelledby="web-search"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SettingHeading id="web-search" setting="webSearch" />
      <SelectField
        {...field('searchEngine')}
        value={engine}
        options={engines.map((value) => ({ value, label: labelOf(value) }))}
        onChange={(next) => {
          setEngine(next);
          setKey('');
          setTested({ kind: 'nothing' });
        }}
      />
      {engine === 'searxng' && (
        <TextField
          label={t('settings.tools.search.address')}
          inputMode="url"
          placeholder="https://search.example.com"
          hint={t('settings.tools.search.address_hint')}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      )}
      {engine !== 'none' && engine !== 'searxng' && (
        <KeyField
          label={t('settings.tools.search.key')}
          value={key}
          placeholder={hasKey ? t('settings.providers.key.replace') : ' '}
          onChange={(event) => setKey(event.target.value)}
        />
      )}
      {key !== '' && <WeakKeyStorage />}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <TestResult tested={tested} />
      <div className={settings.buttons}>
        <Button type="submit" disabled={isKept}>
          {t('settings.tools.search.save')}
        </Button>
        <Button
          disabled={search.engine === null || !isKept || tested.kind === 'busy'}
          onClick={() => void test()}
        >
          {t('settings.test')}
        </Button>
      </div>
    </form>
  );
}
