import { withoutIsolates } from '../../../../shared/language/isolate.ts';
import { t } from '../../../../shared/language/translate.ts';

const samples = {
  code: `\`\`\`python
def fibonacci(n: int) -> int:
    """Return the nth Fibonacci number; fibonacci(10) is 55."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
\`\`\``,
  inline: '$e^{i\\pi} + 1 = 0$',
  formula: `$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
$$`,
  greetings: 'Grüße, Здравствуйте, こんにちは, 안녕하세요, שלום, مرحبا, 🎉',
} as const;

/** The answer to `/markdown`: each kind of Markdown once, with a note on what it is good for. */
export function markdownPage(): string {
  return withoutIsolates(t('demo.markdown', samples));
}
