/**
 * The inputs of the rendering benchmark: typical model output, and pathological shapes. Four
 * characters per token.
 */
export interface Input {
  readonly name: string;
  readonly text: string;
}

const prose =
  'The quick summary: **streaming** text has to be *cheap* to show, and `render()` must not grow with [what is there](https://example.org/docs). ';
const section = (index: number): string => `## Part ${index}

${prose.repeat(3)}

${prose.repeat(2)}Then some more words follow, so that the paragraph has a few lines.

- First point about **this**
- Second point, with \`code\`
  - nested once
- Third point

\`\`\`ts
export function part${index}(value: number): number {
  // a comment
  return value * ${index} + 1;
}
\`\`\`

| Name | Value | Note |
| --- | ---: | --- |
| alpha | ${index} | first |
| beta | ${index + 1} | second |

> A quote of one line, as they come.

`;

const fill = (tokens: number, piece: (index: number) => string, head = ''): string => {
  const parts = [head];
  let length = head.length;
  for (let index = 0; length < tokens * 4; index += 1) {
    const part = piece(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, tokens * 4);
};

const cjk =
  '流式渲染的成本不应当随着已有内容增长。**每一帧**只处理新的文字，`代码`与列表也是如此。読みやすさは速さから生まれる。';

/** All inputs; `quick` leaves out those that take seconds. */
export function inputs(quick: boolean): readonly Input[] {
  const long = 20_000;
  const all: Input[] = [
    { name: 'mixed 5k', text: fill(5000, section) },
    { name: 'mixed 20k', text: fill(long, section) },
    { name: 'mixed 100k', text: fill(100_000, section) },
    {
      name: 'one fence 20k',
      text: fill(long, (index) => `const value${index} = compute(${index}, 'text');\n`, '```ts\n'),
    },
    {
      name: 'one list 20k',
      text: fill(long, (index) => `- Item ${index} with **bold** and some words after it\n`),
    },
    {
      name: 'one table 20k',
      text: fill(
        long,
        (index) => `| row ${index} | ${index * 7} | some words |\n`,
        '| a | b | c |\n| --- | ---: | --- |\n',
      ),
    },
    { name: 'one line 20k', text: fill(5000, () => prose) },
    { name: 'CJK 5k', text: fill(5000, (index) => `${cjk.repeat(3)}${index}\n\n`) },
    {
      name: 'math 5k',
      text: fill(
        5000,
        (index) =>
          `The value $x_${index}^2 + \\frac{1}{y}$ costs $5.\n\n$$\n\\sum_{i=0}^{${index}} i^2\n$$\n\n`,
      ),
    },
    {
      name: 'code 5k',
      text: fill(
        5000,
        (index) =>
          `Block ${index}:\n\n\`\`\`python\ndef f${index}(a, b):\n    return a + b * ${index}\n\`\`\`\n\n`,
      ),
    },
  ];
  const names = new Set([
    'mixed 5k',
    'mixed 20k',
    'one fence 20k',
    'one list 20k',
    'one table 20k',
    'one line 20k',
  ]);
  return quick ? all.filter((input) => names.has(input.name)) : all;
}
