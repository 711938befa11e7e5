import { useId, useMemo, useState, type ReactNode } from 'react';
import { ReferencesContext, type References } from '../../../markdown/index.ts';
import { deferred } from '../../../ui/deferred.tsx';
import type { Source, SourcesProps } from './sources.tsx';

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

/** An answer with its sources. A number in the text leads to the chip with the same number. */
export function Cited({
  sources,
  children,
}: {
  readonly sources: readonly Source[];
  readonly children: ReactNode;
}) {
  const answer = useId();
  const [opened, setOpened] = useState<number | null>(null);
  const references = useMemo((): References | null => {
    if (sources.length === 0) return null;
    const titles = new Map(sources.map(({ number, title, url }) => [number, title || url]));
    return {
      titleOf: (number) => titles.get(number) ?? null,
      open(number) {
        setOpened(number);
        toChip(chipId(answer, number));
      },
    };
  }, [sources, answer]);
  return (
    <>
      <ReferencesContext value={references}>{children}</ReferencesContext>
      {sources.length > 0 && (
        <Sources
          sources={sources}
          opened={opened}
          onOpen={setOpened}
          chipId={(number) => chipId(answer, number)}
        />
      )}
    </>
  );
}
