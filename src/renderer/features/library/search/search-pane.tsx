import { t } from '../../../../shared/language/translate.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { searchProblemWords, searchTroubleWords } from '../../../../shared/words/search-words.ts';
import { maxHits, type LibraryState, type SearchHit } from '../../../../shared/model/library.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useApp } from '../../../client/use-app.ts';
import { SearchResults } from './search-results.tsx';
import type { SearchState } from './use-search.ts';
import styles from '../library.module.css';

/** Props of {@link SearchPane}. */
export interface SearchPaneProps {
  readonly listId: string;
  readonly search: SearchState;
  readonly hits: readonly SearchHit[];
  readonly active: number;
  readonly onChoose: (hit: SearchHit) => void;
}

function stateText(state: LibraryState): string | null {
  switch (state.kind) {
    case 'ready':
      return null;
    case 'building':
      return state.total === 0
        ? t('search.building')
        : t('search.building.progress', { done: state.done, total: state.total });
    case 'unavailable':
      return searchTroubleWords(state.trouble);
  }
}

/** The number of hits, the ignored parts of the query, and the hits. */
export function SearchPane({ listId, search, hits, active, onChoose }: SearchPaneProps) {
  const { answer, problem, query } = search;
  const library = useApp((state) => state.library);
  if (problem !== null) {
    return <ErrorCallout className={styles.problem}>{sentenceOf(problem)}</ErrorCallout>;
  }
  if (answer === null) return null;
  const { total, problems, state } = answer;
  // Shows the current progress rather than that at the time of the request.
  const news = stateText(state.kind === 'building' ? (library ?? state) : state);
  // With filters alone or nothing searchable, there is no word to repeat.
  const none =
    problems.length > 0 ? t('search.nothing') : t('search.nothing_with', { text: query.trim() });
  return (
    <>
      <div className={styles.found}>
        <p role="status">{total === 0 ? none : t('search.found', { count: total })}</p>
        {total > maxHits && <p>{t('search.best', { count: maxHits })}</p>}
        {problems.map((each) => (
          <p key={each.start} className={styles.queryProblem}>
            {searchProblemWords(each)}
          </p>
        ))}
        {news !== null && <p>{news}</p>}
      </div>
      <SearchResults
        listId={listId}
        hits={hits}
        total={total}
        active={active}
        onChoose={onChoose}
      />
    </>
  );
}
