import { describe, expect, it } from 'vitest';
import { Markdown } from '../../../../../src/renderer/markdown/index.ts';
import { numberSources } from '../../../../../src/renderer/features/chat/message/source-numbers.ts';
import { Cited, CitedText } from '../../../../../src/renderer/features/chat/tools/cited.tsx';
import {
  Sources,
  hostOf,
  type Source,
} from '../../../../../src/renderer/features/chat/tools/sources.tsx';
import { draw, textIn } from './draw.tsx';

const source = (number: number, rest: Partial<Source> = {}): Source => ({
  kind: 'citation',
  number,
  url: `https://www.example.org/${number}`,
  title: `Title ${number}`,
  from: 'page',
  ...rest,
});

const refuse = (): never => {
  throw new Error('Nobody clicked.');
};

const chips = (sources: readonly Source[], opened: number | null): string =>
  draw(<Sources sources={sources} opened={opened} onOpen={refuse} chipId={(n) => `chip-${n}`} />);

describe('sources', () => {
  it('are numbered chips with title and host', () => {
    const html = chips([source(1), source(4)], null);
    expect(textIn(html)).toBe('1Title 1example.org4Title 4example.org');
    expect(html).not.toContain('href');
  });

  it('show the passage of the one that is open, with its whole address', () => {
    const html = chips([source(1, { passage: 'Bees dance.' }), source(2)], 1);
    expect(html).toContain('href="https://www.example.org/1"');
    expect(textIn(html)).toContain('Bees dance.');
    expect(html.match(/aria-expanded="true"/gu)).toHaveLength(1);
  });

  it('do not lead where no link may', () => {
    expect(chips([source(1, { url: 'javascript:alert(1)' })], 1)).not.toContain('href');
    expect(hostOf('junk')).toBe('');
  });

  it('say when Parley has not read them', () => {
    expect(textIn(chips([source(1, { from: 'provider' })], 1))).toContain('has not read it');
  });
});

describe('numbers in the text', () => {
  const answer = (text: string, sources: readonly Source[]): string =>
    draw(
      <Cited numbered={numberSources(sources)}>
        <CitedText index={0}>
          <Markdown text={text} />
        </CitedText>
      </Cited>,
    );
  const references = (html: string): readonly string[] =>
    [...html.matchAll(/<a[^>]*md-reference[^>]*>([^<]*)/gu)].map(([, text = '']) => text);

  it('lead to the sources that exist', () => {
    const html = answer('Bees dance [1][3], **really [1]**, see [2].', [source(1), source(3)]);
    expect(references(html)).toEqual(['[1]', '[3]', '[1]']);
    expect(html).toContain('aria-label="Source 3: Title 3"');
    expect(textIn(html)).toContain('see [2].');
  });

  it('stay text in code, in links and where there are no sources', () => {
    expect(references(answer('`a[1]` and [see [1]](https://a.example)', [source(1)]))).toEqual([]);
    expect(references(answer('One [1].', []))).toEqual([]);
  });
});
