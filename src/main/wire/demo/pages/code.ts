import { withoutIsolates } from '../../../../shared/language/isolate.ts';
import { t } from '../../../../shared/language/translate.ts';

/** The programs are correct: people will copy them. */
const programs = {
  typescript: `\`\`\`typescript
/** Calls \`action\` once, \`waitMs\` after the last call. */
export function debounce<A extends unknown[]>(
  action: (...values: A) => void,
  waitMs: number,
): (...values: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), waitMs);
  };
}
\`\`\``,
  python: `\`\`\`python
import time


def retry(action, attempts=3, wait=0.5):
    """Run action until it succeeds; raise the last error if it never does."""
    for attempt in range(attempts):
        try:
            return action()
        except Exception:
            if attempt == attempts - 1:
                raise
            time.sleep(wait * 2**attempt)
\`\`\``,
  sql: `\`\`\`sql
SELECT author, COUNT(*) AS letters
FROM letters
WHERE sent_at >= '2026-01-01'
GROUP BY author
ORDER BY letters DESC
LIMIT 10;
\`\`\``,
  diff: `\`\`\`diff
 function greet(name) {
-  return 'Hello ' + name;
+  return \`Hello, \${name}.\`;
 }
\`\`\``,
  bash: `\`\`\`bash
curl --no-buffer http://localhost:11434/v1/models
\`\`\``,
} as const;

/** The answer to `/code`. */
export function codePage(): string {
  return withoutIsolates(t('demo.code', programs));
}
