/** The answer to `/markdown`: each kind of Markdown once, with a note on what it is good for. */
export const markdownPage = `# Everything on one page

Models write Markdown. Parley sets it as it arrives, word by word, without a flicker.

## Words

Text can be **bold**, *italic*, ***both***, ~~struck out~~ or \`code\`. [Links](https://www.markdownguide.org) open in your browser, never in this window. A bare address such as https://example.com becomes a link too.

## Lists

1. Numbers for what has an order
2. Bullets for what has none
   - A list can hold another list
   - And a paragraph of its own

     Like this one, which belongs to the point above it.
3. Boxes for what is to be done:

- [x] Open Parley
- [x] Try the demo
- [ ] Connect a model

## Quotes

> The art of conversation lies in listening.
>
> > A quote within a quote keeps its place.

## Code

\`\`\`python
def fibonacci(n: int) -> int:
    """Return the nth Fibonacci number; fibonacci(10) is 55."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
\`\`\`

## A table

| Planet | Moons | Day, in hours |
| :--- | ---: | ---: |
| Earth | 1 | 24 |
| Mars | 2 | 24.6 |
| Neptune | 16 | 16.1 |

## Formulas

Inline, such as $e^{i\\pi} + 1 = 0$, or on a line of their own:

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
$$

## Other scripts

Grüße, Здравствуйте, こんにちは, 안녕하세요, שלום, مرحبا and 🎉: every script has its place.

---

A line like the one above closes a chapter. That is everything; \`/help\` lists what else I can show.
`;
