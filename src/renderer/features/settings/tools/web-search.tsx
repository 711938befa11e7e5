import { useState } from 'react';
import CircleCheck from 'lucide-react/icons/circle-check';
import type { SearchEngine, WebSearchView } from '../../../../shared/model/tools.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { useController } from '../../../client/use-app.ts';
import settings from '../settings.module.css';

type Chosen = SearchEngine | 'none';

const engines: readonly { readonly value: Chosen; readonly label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'searxng', label: 'SearXNG (your own address)' },
  { value: 'brave', label: 'Brave Search' },
  { value: 'tavily', label: 'Tavily' },
  { value: 'exa', label: 'Exa' },
  { value: 'jina', label: 'Jina' },
  { value: 'kagi', label: 'Kagi' },
];

type Tested =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'answered'; readonly results: number }
  | { readonly kind: 'failed'; readonly sentence: string };

function TestResult({ tested }: { readonly tested: Tested }) {
  switch (tested.kind) {
    case 'nothing':
    case 'busy':
      return null;
    case 'failed':
      return <ErrorCallout>{tested.sentence}</ErrorCallout>;
    case 'answered':
      return (
        <p role="status" className={settings.fine}>
          <CircleCheck size={16} aria-hidden />
          {tested.results === 0
            ? 'It answers, but found nothing for the test.'
            : 'It answers and finds pages.'}
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
  const [problem, setProblem] = useState<string | null>(null);
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
    setProblem(result.ok ? null : sentenceOf(result.error));
    setTested({ kind: 'nothing' });
    if (result.ok) setKey('');
  };
  const test = async (): Promise<void> => {
    setTested({ kind: 'busy' });
    const result = await controller.command('tools.testSearch', undefined);
    setTested(
      result.ok
        ? { kind: 'answered', results: result.value.results }
        : { kind: 'failed', sentence: sentenceOf(result.error) },
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
      <h3 id="web-search">Web search</h3>
      <SelectField
        label="Search engine"
        hint="What is searched for is sent to it."
        value={engine}
        options={engines}
        onChange={(next) => {
          setEngine(next);
          setKey('');
          setTested({ kind: 'nothing' });
        }}
      />
      {engine === 'searxng' && (
        <TextField
          label="Address of SearXNG"
          inputMode="url"
          placeholder="https://search.example.com"
          hint="Its settings have to allow the format JSON."
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      )}
      {engine !== 'none' && engine !== 'searxng' && (
        <KeyField
          label="Key of the search engine"
          value={key}
          placeholder={hasKey ? 'Kept. Enter another key to replace it' : ' '}
          onChange={(event) => setKey(event.target.value)}
        />
      )}
      {key !== '' && <WeakKeyStorage />}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <TestResult tested={tested} />
      <div className={settings.buttons}>
        <Button type="submit" disabled={isKept}>
          Save search engine
        </Button>
        <Button
          disabled={search.engine === null || !isKept || tested.kind === 'busy'}
          onClick={() => void test()}
        >
          Test
        </Button>
      </div>
    </form>
  );
}
