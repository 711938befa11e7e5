import { createContext, useContext, useId, useMemo, useState, type ReactNode } from 'react';
import { ReferencesContext, type References } from '../../../markdown/index.ts';
import { deferred } from '../../../ui/deferred.tsx';
import type { NumberedSources } from '../message/source-numbers.ts';
import type { SourcesProps } from './sources.tsx';

const Sources = deferred<SourcesProps>(async () => (await import('./sources.tsx')).Sources);

/** The element id of a source's chip; unique among all answers. */
function chipId(answer: string, number: number): string {
  return `${answer}-source-${String(number)}`;
}

function toChip(id: string): void {
  const chip = document.getElementById(id);
  chip?.scrollIntoView({ block: 'nearest' });
  chip?.focus({ preventScroll: true });
}

/** The sources of the answer around a text, and the function that opens one. */
interface CitedAnswer {
  readonly numbered: NumberedSources;
  readonly open: (number: number) => void;
}

const CitedContext = createContext<CitedAnswer | null>(null);

/** A text of an answer. `index` is the number of its part, which tells what its numbers mean. */
export function CitedText({
  index,
  children,
}: {
  readonly index: number;
  readonly children: ReactNode;
}) {
  const cited = useContext(CitedContext);
  const references = useMemo((): References | null => {
    if (cited === null) return null;
    return {
      find(number) {
        const source = cited.numbered.sourceIn(index, number);
        return source === null
          ? null
          : { number: source.number, title: source.title || source.url };
      },
      open: cited.open,
    };
  }, [cited, index]);
  return <ReferencesContext value={references}>{children}</ReferencesContext>;
}

/** An answer with its sources. A number in a {@link CitedText} leads to the chip of its source. */
export function Cited({
  numbered,
  children,
}: {
  readonly numbered: NumberedSources | null;
  readonly children: ReactNode;
}) {
  const answer = useId();
  const [opened, setOpened] = useState<number | null>(null);
  const cited = useMemo((): CitedAnswer | null => {
    if (numbered === null) return null;
    return {
      numbered,
      open(number) {
        setOpened(number);
        toChip(chipId(answer, number));
      },
    };
  }, [numbered, answer]);
  return (
    <>
      <CitedContext value={cited}>{children}</CitedContext>
      {numbered !== null && (
        <Sources
          sources={numbered.sources}
          opened={opened}
          onOpen={setOpened}
          chipId={(number) => chipId(answer, number)}
        />
      )}
    </>
  );
}
